package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.platform.cases.FigureStore.Due;
import io.throughline.platform.cases.FigureStore.Standing;
import io.throughline.platform.cases.FigureStore.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FigureStoreTest {
    private final CaseFixture fixture = new CaseFixture();
    private final FigureStore figures = new FigureStore(fixture.jdbc, "main");
    private final Instant start = fixture.now.get();

    @AfterEach
    void close() {
        fixture.close();
    }

    private void pass(Duration time) {
        fixture.now.updateAndGet(now -> now.plus(time));
    }

    @Test
    void an_empty_store_has_figures_too() {
        assertThat(figures.list(null, null, 10)).isEmpty();
        assertThat(figures.due(start)).isEqualTo(new Due(0, null));
        assertThat(figures.standings()).isEmpty();
        assertThat(figures.medianSecondsToFinish()).isNull();
        assertThat(figures.writebacks()).isEmpty();
        assertThat(figures.waiting()).isEmpty();
    }

    @Test
    void cases_are_counted_by_where_they_stand_and_the_tenants_are_apart() {
        fixture.open("a");
        fixture.open("b");
        fixture.choose(fixture.open("c"), "finish");

        assertThat(figures.standings())
                .containsExactly(
                        new Standing("toy", "v1", "FINISHED", "done", "NOTHING", null, "paid", false, 1),
                        new Standing("toy", "v1", "OPEN", "first", "CUSTOMER", null, null, false, 2));
        assertThat(new FigureStore(fixture.jdbc, "other").standings()).isEmpty();
    }

    @Test
    void cases_are_listed_by_state_the_latest_first_and_no_more_than_asked() {
        fixture.open("a");
        pass(Duration.ofMinutes(1));
        var finished = fixture.open("b");
        fixture.choose(finished, "finish");
        pass(Duration.ofMinutes(1));
        var latest = fixture.open("c");

        assertThat(figures.list(null, null, 2)).extracting(FigureStore.Line::id).containsExactly(latest, finished);
        assertThat(figures.list("FINISHED", null, 10)).singleElement().satisfies(line -> {
            assertThat(line.id()).isEqualTo(finished);
            assertThat(line.state()).isEqualTo("finished");
            assertThat(line.outcome()).isEqualTo("paid");
        });
        assertThat(figures.list(null, "verification", 10)).isEmpty();
    }

    @Test
    void what_is_due_counts_timers_and_effects_and_names_the_next() {
        var id = fixture.open("a");
        assertThat(figures.due(start)).isEqualTo(new Due(0, start.plus(Duration.ofHours(1))));
        fixture.choose(id, "post-payment");

        assertThat(figures.due(start)).isEqualTo(new Due(1, start.plus(Duration.ofHours(1))));
        assertThat(figures.due(start.plus(Duration.ofHours(2)))).isEqualTo(new Due(2, null));
        assertThat(figures.waiting()).containsExactly(new Waiting("WriteRecord", 1, start));
    }

    @Test
    void half_of_the_finished_cases_took_no_longer_than_the_median() {
        var quick = fixture.open("a");
        var slow = fixture.open("b");
        var slowest = fixture.open("c");
        for (var id : new String[] {quick, slow, slowest}) {
            pass(Duration.ofMinutes(10));
            fixture.choose(id, "finish");
        }

        assertThat(figures.medianSecondsToFinish()).isEqualTo(1_200);
    }

    @Test
    void writebacks_are_counted_from_the_evidence_by_how_they_ended() {
        var id = UUID.fromString(fixture.open("a"));
        int number = 1;
        for (var type : new String[] {"written-back", "written-back", "writeback-rejected", "step-entered"}) {
            fixture.intruder.update(
                    "insert into cases.event (tenant, case_id, number, body, hash) values ('main', ?, ?, ?, sha256(''))",
                    id,
                    ++number,
                    "{\"events\":[[\"" + type + "\",\"post\"]]}");
        }

        fixture.intruder.update(
                "insert into cases.event (tenant, case_id, number, body, hash) values ('main', ?, ?, ?, sha256(''))",
                id,
                ++number,
                "{\"events\":[[\"step-ended\",\"ask\"],[\"written-back\",\"post\",{}]]}");

        assertThat(figures.writebacks()).isEqualTo(Map.of("written-back", 3L, "writeback-rejected", 1L));
    }
}
