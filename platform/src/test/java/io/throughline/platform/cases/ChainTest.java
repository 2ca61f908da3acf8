package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By;
import io.throughline.engine.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChainTest {
    private static final Instant AT = Instant.parse("2026-11-22T15:00:00Z");
    private static final By CUSTOMER = By.customer(By.Channel.WEB);

    @Test
    void who_acted_stands_once_and_again_only_with_what_is_somebody_elses() {
        var chosen = new Event("chosen", CUSTOMER, "options", Map.of("choice", "plan"));
        var asked = new Event("write-asked", By.SYSTEM, null, Map.of());

        var ended = new Event("step-ended", CUSTOMER, "options", Map.of());

        var link = link(List.of(chosen, ended, asked));

        assertThat(link.body())
                .isEqualTo("{\"at\":\"2026-11-22T15:00:00Z\",\"by\":[\"CUSTOMER\",\"customer\",\"WEB\"],\"events\":["
                        + "[\"chosen\",\"options\",{\"choice\":\"plan\"}],[\"step-ended\",\"options\"],"
                        + "[\"write-asked\",null,{},[\"SYSTEM\",\"throughline\",\"SYSTEM\"]]]}");
        assertThat(link.number()).isEqualTo(4);
        assertThat(link.hash()).isEqualTo(Chain.hash(Chain.START, "main", "c", 4, link.body()));
        assertThat(Chain.recorded(link))
                .containsExactly(
                        new Cases.Recorded(4, AT, "chosen", CUSTOMER, "options", Map.of("choice", "plan"), link.hash()),
                        new Cases.Recorded(4, AT, "step-ended", CUSTOMER, "options", Map.of(), link.hash()),
                        new Cases.Recorded(4, AT, "write-asked", By.SYSTEM, "", Map.of(), link.hash()));
    }

    @Test
    void a_hash_covers_the_place_of_its_link() {
        var here = Chain.hash(Chain.START, "main", "c", 4, "{}");

        assertThat(List.of(
                        Chain.hash(Chain.START, "other", "c", 4, "{}"),
                        Chain.hash(Chain.START, "main", "d", 4, "{}"),
                        Chain.hash(Chain.START, "main", "c", 5, "{}")))
                .doesNotContain(here);
    }

    @Test
    void two_equal_inputs_of_one_instant_leave_different_links() {
        var events = List.of(new Event("link-opened", CUSTOMER, null, Map.of()));
        var one = Objects.requireNonNull(Chain.link("main", "c", 3, Chain.START, events, AT, "a1"));
        var other = Objects.requireNonNull(Chain.link("main", "c", 3, Chain.START, events, AT, "b2"));

        assertThat(one.body()).endsWith("\"sign\":\"a1\"}");
        assertThat(one.hash()).isNotEqualTo(other.hash());
        assertThat(Chain.recorded(one)).hasSize(1);
    }

    @Test
    void what_recorded_nothing_leaves_no_link() {
        assertThat(Chain.link("main", "c", 3, Chain.START, List.of(), AT, null)).isNull();
    }

    private static Chain.Link link(List<Event> events) {
        return Objects.requireNonNull(Chain.link("main", "c", 3, Chain.START, events, AT, null));
    }
}
