package io.throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A parked case of the dispute workflow and newer versions of it.
class MigratingTest {
    private static final By CHIEF = Dispute.staff(By.Actor.OPERATIONS, "mo", Rights.of("migrate"));
    private static final String MAIN = "kinds/dispute.yaml";
    private static final Definition OLDER = Dispute.DEFINITION;

    private static Definition newer(String migration, String... changes) {
        return changed("dispute.yaml", migration, changes);
    }

    /// The workflow with changes to one of its files, each a text and what stands there instead.
    private static Definition changed(String name, String migration, String... changes) {
        var files = new TreeMap<>(Dispute.files());
        var file = "kinds/" + name;
        var text = files.get(file);
        for (int i = 0; i < changes.length; i += 2) {
            assertThat(text).contains(changes[i]);
            text = text.replace(changes[i], changes[i + 1]);
        }
        files.put(file, text);
        var from = OLDER.version().substring(0, 12);
        files.merge(MAIN, "\nmigrations:\n  - from: " + from + "\n" + migration.indent(4), String::concat);
        return DefinitionReader.readAll(files, MAIN);
    }

    private static Advance migrate(Dispute run, Definition to, By by) {
        return Engine.migrate(OLDER, to, run.state, new Input.Migrate(to.version(), "new terms"), by, run.now);
    }

    private static Transition moved(Dispute run, Definition to) {
        assertThat(migrate(run, to, CHIEF)).isInstanceOf(Advance.Moved.class);
        return ((Advance.Moved) migrate(run, to, CHIEF)).transition();
    }

    private static String rule(Dispute run, Definition to, By by) {
        return migrate(run, to, by) instanceof Advance.Refused(var refusal) ? refusal.rule() : "taken";
    }

    @Test
    void a_parked_case_waits_on_where_it_waited_and_the_chain_says_who_moved_it_and_why() {
        var run = Dispute.atOptions("100.00");
        var newer = newer("");

        var moved = moved(run, newer);

        assertThat(moved.state().version()).isEqualTo(newer.version()).isNotEqualTo(OLDER.version());
        assertThat(moved.state().at()).isEqualTo("options");
        assertThat(moved.state().awaiting()).isEqualTo(Awaiting.CUSTOMER);
        assertThat(moved.state().facts()).isEqualTo(run.state.facts());
        assertThat(moved.state().identity()).isEqualTo(run.state.identity());
        assertThat(moved.state().timers()).isEqualTo(run.state.timers());
        assertThat(moved.effects()).isEmpty();
        assertThat(moved.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("migrated");
            assertThat(event.by()).isEqualTo(CHIEF);
            assertThat(event.details())
                    .containsEntry("from", OLDER.version())
                    .containsEntry("version", newer.version())
                    .containsEntry("departure", "migrate")
                    .containsEntry("reason", "new terms")
                    .containsEntry("staff", "mo");
        });
        var next =
                Engine.advance(newer, moved.state(), new Input.Chosen("options", "review"), Dispute.CUSTOMER, run.now);
        assertThat(next).isInstanceOf(Advance.Moved.class);
    }

    @Test
    void it_needs_the_right_a_reason_and_a_colleague() {
        var run = Dispute.atOptions("100.00");
        var newer = newer("");
        assertThat(rule(run, newer, Dispute.LEAD)).isEqualTo("departure.right");
        assertThat(rule(run, newer, Dispute.CUSTOMER)).isEqualTo("departure.staff-only");
        assertThat(rule(run, newer, By.SYSTEM)).isEqualTo("departure.staff-only");
        var blank = Engine.migrate(OLDER, newer, run.state, new Input.Migrate(newer.version(), " "), CHIEF, run.now);
        assertThat(((Advance.Refused) blank).refusal().rule()).isEqualTo("departure.reason");
    }

    @Test
    void without_the_other_version_and_without_a_map_nothing_is_moved() {
        var run = Dispute.atOptions("100.00");
        assertThat(run.rule(new Input.Migrate("f00", "new terms"), CHIEF)).isEqualTo("migrate.version");
        var files = new TreeMap<>(Dispute.files());
        files.computeIfPresent(MAIN, (_, text) -> text + "\n# newer\n");
        assertThat(rule(run, DefinitionReader.readAll(files, MAIN), CHIEF)).isEqualTo("migrate.no-map");
        assertThat(rule(run, OLDER, CHIEF)).isEqualTo("migrate.same-version");
        var newer = newer("");
        assertThatThrownBy(() -> Engine.migrate(OLDER, newer, run.state, new Input.Migrate("f00", "x"), CHIEF, run.now))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_under_way_and_what_is_finished_stays() {
        var newer = newer("");
        assertThat(rule(Dispute.opened(), newer, CHIEF)).isEqualTo("migrate.under-way");
        var done = Dispute.choosing("review");
        done.state = finished(done.state);
        assertThat(rule(done, newer, CHIEF)).isEqualTo("migrate.finished");
    }

    private static CaseState finished(CaseState state) {
        return new CaseState(
                state.tenant(),
                state.id(),
                state.workflow(),
                state.version(),
                state.openedAt(),
                Status.FINISHED,
                state.at(),
                Awaiting.NOTHING,
                state.visit(),
                state.identity(),
                state.nextTouch(),
                true,
                state.facts(),
                state.factsReadAt(),
                Map.of(),
                Map.of(),
                state.proofs(),
                state.lastActivity(),
                "upheld");
    }

    @Test
    void a_renamed_step_takes_its_facts_and_its_way_along() {
        var run = Dispute.atOptions("100.00");
        var newer = newer("steps: { details: particulars }", "details", "particulars");

        var moved = moved(run, newer).state();

        assertThat(moved.at()).isEqualTo("options");
        assertThat(moved.facts().get("particulars")).isEqualTo(run.state.facts().get("details"));
        assertThat(moved.facts()).doesNotContainKey("details");
        assertThat(moved.passed()).containsEntry("particulars", "answered").doesNotContainKey("details");
        assertThat(moved.visit()).isEqualTo(run.state.visit());
    }

    @Test
    void words_that_have_changed_were_not_read_so_the_case_goes_back_before_them() {
        var run = Dispute.atOptions("100.00");
        var same = changed("disclosures.yaml", "", "version: \"1\"", "version: \"2\"");
        assertThat(rule(run, same, CHIEF)).isEqualTo("migrate.lacks");
        var before = changed("disclosures.yaml", "steps: { options: words }", "version: \"1\"", "version: \"2\"");

        var moved = moved(run, before);

        assertThat(moved.state().at()).isEqualTo("words");
        assertThat(moved.state().awaiting()).isEqualTo(Awaiting.CUSTOMER);
        assertThat(moved.state().passed()).doesNotContainKey("words");
    }

    @Test
    void a_case_does_not_get_past_an_identity_that_was_never_proven() {
        var newer = newer("steps: { welcome: details }");
        assertThat(rule(Dispute.atWelcome(), newer, CHIEF)).isEqualTo("migrate.lacks");
    }

    @Test
    void an_approval_under_way_stays_with_whoever_asked_or_the_case_stays() {
        var run = Dispute.choosing("settle");
        assertThat(run.state.task().kind()).isEqualTo(CaseState.Task.Kind.APPROVAL);

        var moved = moved(run, newer("")).state();
        assertThat(moved.task()).isEqualTo(run.state.task());
        assertThat(moved.timers()).isEqualTo(run.state.timers());

        var elsewhere = newer("steps: { options: details }");
        assertThat(rule(run, elsewhere, CHIEF)).isEqualTo("migrate.while-approval");
    }

    @Test
    void whoever_moved_a_case_has_had_a_hand_in_it_and_approves_nothing() {
        var run = Dispute.choosing("settle");
        var moved = moved(run, newer("")).state();
        assertThat(moved.hands()).contains("mo");
    }

    @Test
    void work_at_a_desk_keeps_its_time_and_its_person() {
        var run = Dispute.choosing("review");
        run.give(new Input.Claimed("call-notes"), Dispute.AGENT);
        run.now = run.now.plus(Duration.ofHours(1));

        var moved = moved(run, newer("steps: { call-notes: heard }", "call-notes", "heard"))
                .state();

        assertThat(moved.at()).isEqualTo("heard");
        assertThat(moved.task().step()).isEqualTo("heard");
        assertThat(moved.task().dueBy()).isEqualTo(run.state.task().dueBy());
        assertThat(moved.task().person()).isEqualTo("ann");
    }

    @Test
    void a_step_may_lead_to_a_person() {
        var run = Dispute.atOptions("100.00");
        var moved = moved(run, newer("steps: { options: hand-over }"));
        assertThat(moved.state().status()).isEqualTo(Status.EXCEPTION);
        assertThat(moved.state().at()).isEqualTo("hand-over");
        assertThat(moved.events()).extracting(Event::type).containsExactly("migrated", "exception-raised");
    }

    @Test
    void and_back_only_where_the_newer_version_says_how() {
        var run = Dispute.atDetails();
        var oneWay = newer("steps: { details: particulars }", "details", "particulars");
        var there = moved(run, oneWay).state();
        var input = new Input.Migrate(OLDER.version(), "it was better before");
        var refused = Engine.migrate(oneWay, OLDER, there, input, CHIEF, run.now);
        assertThat(((Advance.Refused) refused).refusal().rule()).isEqualTo("migrate.no-map");

        var both = newer(
                "steps: { details: particulars }\nback: { steps: { particulars: details } }", "details", "particulars");
        var back = Engine.migrate(both, OLDER, moved(run, both).state(), input, CHIEF, run.now);
        assertThat(((Advance.Moved) back).transition().state().at()).isEqualTo("details");
        assertThat(((Advance.Moved) back).transition().state().facts()).isEqualTo(run.state.facts());
    }
}
