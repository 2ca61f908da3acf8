package io.throughline.platform.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.By;
import io.throughline.engine.Effect;
import io.throughline.engine.Input;
import io.throughline.engine.Money;
import io.throughline.engine.Rights;
import io.throughline.platform.cases.MoveCases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parked cases of version 1 and a version 2 with a map, in the real store.
class MoveCasesTest {
    private static final By OPS = new By(By.Actor.OPERATIONS, "ana", By.Channel.API, Rights.of(Rights.MIGRATE));

    @TempDir
    Path folder;

    private Installation here;
    private String older = "";
    private String newer = "";

    @BeforeEach
    void two_versions() {
        here = new Installation(folder).started();
        older = here.versions.find("arrears", "1").version();
    }

    private void publish() {
        newer = here.approvedWithMap().version();
        here.versions.publish("arrears", "2", 100, Installation.BEA, "go");
    }

    /// A case that waits for its customer at the first step.
    private String parked(String account) {
        var id = opened(account);
        read(id, "account", account);
        read(id, "customer", account);
        return id;
    }

    private String opened(String account) {
        return here.real
                .cases()
                .open("arrears", Map.of("accountId", account, "customerId", "C" + account), By.SYSTEM, account)
                .caseId();
    }

    private void read(String id, String source, String account) {
        var state = here.real.cases().find(id).orElseThrow();
        var effect = state.pending().keySet().iterator().next();
        var values = source.equals("account")
                ? Map.<String, Object>of(
                        "id",
                        account,
                        "customerId",
                        "C" + account,
                        "creditor",
                        "Harbor Bank",
                        "balance",
                        new Money(48_000, "USD").toFact(),
                        "daysPastDue",
                        45L,
                        "brokenPromises",
                        0L,
                        "dueDate",
                        "2026-10-01")
                : Map.<String, Object>of("id", "C" + account);
        here.real.cases().apply(id, new Input.FactsRead(effect, values, Installation.CLOCK.instant()), By.SYSTEM);
    }

    private MoveCases.Request request(boolean dryRun, String after, int atMost) {
        return new MoveCases.Request("arrears", older, newer, "plainer words", dryRun, after, atMost);
    }

    private MoveCases.Answer move(boolean dryRun) {
        return here.real.moves().move(request(dryRun, null, 100), OPS);
    }

    @Test
    void a_dry_run_tells_how_many_of_each_step_would_go_where_and_moves_nothing() {
        parked("A-1");
        parked("A-2");
        opened("A-3");
        publish();

        assertThat(move(true).lines())
                .extracting(line -> line.cases() + " " + line.step() + " > " + line.to() + " " + line.rule())
                .containsExactlyInAnyOrder("2 verify > verify null", "1 verify > null migrate.under-way");
        assertThat(here.jdbc.queryForList("select distinct version from cases.case_row", String.class))
                .containsExactly(older);
    }

    @Test
    void a_message_that_waits_for_its_hours_holds_no_case_up() {
        var id = parked("A-1");
        here.real.cases().apply(id, new Input.TimerDue(), By.SYSTEM);
        var touch = here.real.cases().find(id).orElseThrow().pending().keySet();
        assertThat(touch).singleElement().asString().startsWith("touch/");
        publish();
        move(false);

        var moved = here.real.cases().find(id).orElseThrow();
        assertThat(moved.version()).isEqualTo(newer);
        var sent = new Input.ContactResult.Sent("M-1", By.Channel.SMS);
        var after = here.real
                .cases()
                .apply(id, new Input.ContactReported(touch.iterator().next(), sent), By.SYSTEM)
                .state();
        assertThat(after.pending()).isEmpty();
        assertThat(after.timers()).containsKey("touch");
    }

    @Test
    void those_that_can_are_moved_each_by_an_input_in_its_own_chain_and_the_rest_stay() {
        var first = parked("A-1");
        var busy = opened("A-3");
        publish();
        move(false);

        var state = here.real.cases().find(first).orElseThrow();
        assertThat(state.version()).isEqualTo(newer);
        assertThat(here.real.cases().events(first).getLast()).satisfies(event -> {
            assertThat(event.type()).isEqualTo("migrated");
            assertThat(event.by().id()).isEqualTo("ana");
            assertThat(event.details())
                    .containsEntry("reason", "plainer words")
                    .containsEntry("from", older)
                    .containsEntry("version", newer);
        });
        assertThat(here.jdbc.queryForObject(
                        "select version from cases.case_row where id = ?::uuid", String.class, first))
                .isEqualTo(newer);
        assertThat(here.real.cases().find(busy).orElseThrow().version()).isEqualTo(older);
        var proved = new Input.IdentityProved(io.throughline.engine.Identity.Level.RIGHT_PARTY, "facts");
        assertThat(here.real
                        .cases()
                        .apply(first, proved, By.customer(By.Channel.WEB))
                        .state()
                        .at())
                .isEqualTo("disclose");
        assertThat(move(false).lines()).extracting(MoveCases.Line::step).containsExactly("verify");
    }

    @Test
    void a_bulk_move_goes_on_where_it_stopped() {
        var all = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            all.add(parked("A-" + i));
        }
        publish();
        long moved = 0;
        String after = null;
        do {
            var answer = here.real.moves().move(request(false, after, 2), OPS);
            moved += answer.lines().stream().mapToLong(MoveCases.Line::cases).sum();
            after = answer.next();
        } while (after != null);
        assertThat(moved).isEqualTo(5);
        assertThat(all)
                .allSatisfy(id -> assertThat(
                                here.real.cases().find(id).orElseThrow().version())
                        .isEqualTo(newer));
    }

    @Test
    void a_bulk_move_without_the_right_moves_nothing() {
        var id = parked("A-1");
        publish();
        var without = new By(By.Actor.OPERATIONS, "ana", By.Channel.API, Rights.NONE);
        assertThat(here.real.moves().move(request(false, null, 100), without).lines())
                .extracting(MoveCases.Line::rule)
                .containsExactly("departure.right");
        assertThat(here.real.cases().find(id).orElseThrow().version()).isEqualTo(older);
    }

    @Test
    void moved_cases_go_back_by_the_same_map() {
        var id = parked("A-1");
        publish();
        move(false);
        here.versions.back("arrears", Installation.ANA, "complaints");
        assertThat(here.real.cases().find(id).orElseThrow().version()).isEqualTo(newer);

        var back = new MoveCases.Request("arrears", newer, older, "complaints", false, null, 100);
        here.real.moves().move(back, OPS);
        assertThat(here.real.cases().find(id).orElseThrow().version()).isEqualTo(older);
    }

    @Test
    void cases_are_only_moved_to_what_is_published_and_only_by_a_map() {
        var first = here.versions.find("arrears", "1");
        var second = here.approvedWithMap();
        assertThatThrownBy(() -> here.versions.mayMove(first, second, "x")).hasMessageContaining("publish it first");
        here.change("collections/messages.yaml", "something private", "something else");
        here.change("collections/arrears.yaml", "migrations:\n  - from: ", "# migrations:\n#  - from: ");
        here.change("collections/arrears.yaml", "    back: {}\n", "");
        here.versions.draft(here.arrears(), Installation.ANA, "third");
        here.versions.approve("arrears", "3", Installation.BEA, "fine");
        here.versions.publish("arrears", "3", 100, Installation.BEA, "go");
        var third = here.versions.find("arrears", "3");
        assertThatThrownBy(() -> here.versions.mayMove(first, third, "x")).hasMessageContaining("migrations");
    }

    @Test
    void figures_stand_side_by_side_by_version() {
        parked("A-1");
        var moved = parked("A-2");
        publish();
        here.real.moves().move(request(false, before(moved), 1), OPS);
        var younger = parked("A-4");
        assertThat(here.real.cases().find(younger).orElseThrow().version()).isEqualTo(newer);
        stop(younger);

        var figures = here.real.figures().of("arrears");
        assertThat(figures.get(older).cases()).isEqualTo(1);
        assertThat(figures.get(newer).cases()).isEqualTo(2);
        assertThat(figures.get(newer).outcomes()).containsExactly(Map.entry("wrong-party", 1L));
        assertThat(figures.get(newer).writebackSuccess()).isEqualTo(1.0);
        assertThat(figures.get(newer).medianSecondsToResolution()).isNotNull();
        assertThat(figures.get(older).outcomes()).isEmpty();
        assertThat(figures.get(older).writebackSuccess()).isNull();
    }

    /// The id just before, so that only this one is moved.
    private static String before(String id) {
        var uuid = java.util.UUID.fromString(id);
        return new java.util.UUID(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits() - 1).toString();
    }

    private void stop(String id) {
        here.real.cases().apply(id, new Input.WrongParty(), By.customer(By.Channel.WEB));
        var write = here.real.cases().find(id).orElseThrow().pending().keySet().stream()
                .filter(key -> key.startsWith("write/"))
                .findFirst()
                .orElseThrow();
        var written = new Input.WriteResult.Written("N-1", Installation.CLOCK.instant());
        here.real.cases().apply(id, new Input.WriteReported(write, written), By.SYSTEM);
    }

    @Test
    void an_effect_of_the_old_version_never_meets_the_new_one() {
        var id = opened("A-3");
        publish();
        assertThat(move(false).lines()).extracting(MoveCases.Line::rule).isEqualTo(List.of("migrate.under-way"));
        read(id, "account", "A-3");
        assertThat(here.jdbc.queryForList("select kind from cases.effect", String.class))
                .contains(Effect.ReadFacts.class.getSimpleName());
        assertThat(here.real.cases().find(id).orElseThrow().version()).isEqualTo(older);
    }
}
