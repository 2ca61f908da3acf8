package io.throughline.platform.versions;

import static io.throughline.platform.versions.Installation.ANA;
import static io.throughline.platform.versions.Installation.BEA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.throughline.diff.Difference;
import io.throughline.platform.versions.Version.State;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/// From a draft to what new cases get, and back.
class VersionsTest {
    private static final String OTHER = "we have something for you";

    @TempDir
    Path folder;

    private Installation here;

    @BeforeEach
    void installed() {
        here = new Installation(folder).started();
    }

    private static String code(ThrowingCallable act) {
        return catchThrowableOfType(Refused.class, act).code();
    }

    @Test
    void a_version_goes_from_draft_over_a_second_person_to_new_cases_and_all_of_it_is_kept() {
        var draft = here.draft(OTHER);
        assertThat(draft.label()).isEqualTo("arrears@2");
        assertThat(draft.state()).isEqualTo(State.DRAFT);
        assertThat(here.workflows.current("arrears").version()).isNotEqualTo(draft.version());

        var brief = here.versions.approve("arrears", "2", BEA, "reads well");
        assertThat(brief.version().state()).isEqualTo(State.APPROVED);
        assertThat(brief.against()).isNotNull().extracting(Version::number).isEqualTo(1);
        assertThat(brief.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.concerns()).isEqualTo(Difference.Concerns.CUSTOMERS))
                .extracting(Difference::text)
                .asString()
                .contains(OTHER);
        assertThat(brief.trial().passed()).isPositive();
        assertThat(here.workflows.current("arrears").version()).isNotEqualTo(draft.version());

        here.versions.publish("arrears", "2", 100, BEA, "for everybody");
        assertThat(here.workflows.current("arrears").version()).isEqualTo(draft.version());
        assertThat(here.versions.find("arrears", "1").state()).isEqualTo(State.RETIRED);
        assertThat(here.versions.acts(draft))
                .extracting(act -> act.act() + " by " + act.person() + ": " + act.reason())
                .containsExactly(
                        "drafted by ana: plainer words",
                        "approved by bea: reads well",
                        "published by bea: for everybody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana", "ANA", " Ana ", "ａｎａ"})
    void nobody_approves_their_own_draft_however_they_write_their_name(String name) {
        here.draft(OTHER);
        assertThat(code(() -> here.versions.approve("arrears", "2", Person.of(name), "mine is fine")))
                .isEqualTo("versions.own-draft");
        assertThat(here.versions.find("arrears", "2").state()).isEqualTo(State.DRAFT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"installer", "Installer", "", " ", "x", "<script>"})
    void nobody_acts_without_a_name_or_as_the_installation(String name) {
        assertThat(code(() -> Person.of(name))).isEqualTo("versions.who");
    }

    @Test
    void what_was_found_in_the_folder_has_no_author_and_is_not_approved_until_somebody_puts_a_name_to_it() {
        here.otherWords(OTHER);
        here.start();
        assertThat(code(() -> here.versions.approve("arrears", "2", BEA, "fine")))
                .isEqualTo("versions.nobodys-draft");

        here.versions.draft(here.arrears(), ANA, "mine");
        assertThat(here.versions.approve("arrears", "2", BEA, "fine").version().state())
                .isEqualTo(State.APPROVED);
    }

    @Test
    void a_draft_of_somebody_else_is_not_taken_over() {
        here.draft(OTHER);
        assertThat(code(() -> here.versions.draft(here.arrears(), BEA, "mine now")))
                .isEqualTo("versions.other-author");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approved_by = 'ana'",
                "approved_by = 'ANA'",
                "approved_by = 'installer', author = null",
                "approved_by = 'bea', author = null",
                "state = 'published'"
            })
    void the_database_refuses_it_too(String set) {
        here.draft(OTHER);
        assertThatThrownBy(() -> here.jdbc.update("update versions.version set " + set + " where number = 2"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("violates check constraint");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update cases.definition set files = '{}'",
                "delete from cases.definition",
                "update versions.act set person = 'bea'",
                "delete from versions.act",
                "delete from versions.version"
            })
    void content_and_history_are_only_ever_added_to(String sql) {
        assertThatThrownBy(() -> here.jdbc.update(sql)).rootCause().hasMessageContaining("permission denied");
    }

    @Test
    void a_published_version_is_never_changed_the_same_content_is_that_version() {
        assertThat(code(() -> here.versions.draft(here.arrears(), ANA, "again")))
                .isEqualTo("versions.not-a-draft");
    }

    @Test
    void a_draft_whose_scenarios_fail_is_not_approved() {
        here.change("collections/arrears.yaml", "account.brokenPromises < 2", "account.brokenPromises < 0");
        here.versions.draft(here.arrears(), ANA, "fewer promises");
        assertThatThrownBy(() -> here.versions.approve("arrears", "2", BEA, "fine"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("not hold")
                .hasMessageContaining("expected");
    }

    @Test
    void a_draft_without_scenarios_is_not_approved_and_one_that_gets_them_is() throws Exception {
        here.otherWords(OTHER);
        var scenarios = folder.resolve("collections/arrears.scenarios.yaml");
        var text = java.nio.file.Files.readString(scenarios);
        java.nio.file.Files.delete(scenarios);
        here.versions.draft(here.arrears(), ANA, "untried");
        assertThatThrownBy(() -> here.versions.approve("arrears", "2", BEA, "fine"))
                .hasMessageContaining("no scenario lies beside it");

        java.nio.file.Files.writeString(scenarios, text);
        here.versions.draft(here.arrears(), ANA, "tried");
        assertThat(here.versions.approve("arrears", "2", BEA, "fine").version().number())
                .isEqualTo(2);
    }

    @Test
    void a_draft_whose_map_does_not_hold_is_not_approved() {
        var first = here.versions.find("arrears", "1").version().substring(0, 12);
        here.change(
                "collections/arrears.yaml",
                "\nsteps:\n",
                "\nmigrations:\n  - { from: " + first + ", steps: { verify: options } }\n\nsteps:\n");
        here.versions.draft(here.arrears(), ANA, "shorter");
        assertThatThrownBy(() -> here.versions.approve("arrears", "2", BEA, "fine"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("a case parked on \"verify\" would come to \"options\" without");
    }

    @Test
    void a_file_that_does_not_hold_together_is_no_draft() {
        here.change("collections/arrears.yaml", "kind: verify", "kind: verfy");
        var broken = new WorkflowSource(WorkflowSource.in(folder).getFirst().files(), "collections/arrears.yaml");
        assertThatThrownBy(() -> here.versions.draft(broken, ANA, "quick"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("verfy");
    }

    @Test
    void only_what_is_approved_is_published_and_every_decision_needs_a_reason() {
        here.draft(OTHER);
        assertThat(code(() -> here.versions.publish("arrears", "2", 100, BEA, "go")))
                .isEqualTo("versions.not-approved");
        assertThat(code(() -> here.versions.publish("arrears", "1", 100, BEA, "go")))
                .isEqualTo("versions.not-approved");
        assertThat(code(() -> here.versions.approve("arrears", "2", BEA, " "))).isEqualTo("versions.reason");
        here.versions.approve("arrears", "2", BEA, "fine");
        assertThat(code(() -> here.versions.approve("arrears", "2", BEA, "twice")))
                .isEqualTo("versions.approved-already");
        assertThat(code(() -> here.versions.publish("arrears", "2", 100, BEA, "")))
                .isEqualTo("versions.reason");
        assertThat(code(() -> here.versions.publish("arrears", "2", 0, BEA, "go")))
                .isEqualTo("versions.share");
        assertThat(code(() -> here.versions.publish("arrears", "2", 101, BEA, "go")))
                .isEqualTo("versions.share");
        assertThat(code(() -> here.versions.rollout("arrears", 50, BEA, "go"))).isEqualTo("versions.share");
        assertThat(code(() -> here.versions.back("arrears", BEA, "go"))).isEqualTo("versions.no-version-before");
    }

    @Test
    void a_share_of_the_customers_goes_first_and_raising_it_takes_it_from_nobody() {
        var newer = here.approved(OTHER).version();
        var customers = java.util.stream.IntStream.range(0, 2_000)
                .mapToObj(number -> "C-" + number)
                .toList();

        here.versions.publish("arrears", "2", 10, BEA, "try it");
        var tenth = having(newer, customers);
        assertThat(tenth).hasSizeBetween(150, 250).isEqualTo(having(newer, customers));
        assertThat(here.workflows.current("arrears").version()).isNotEqualTo(newer);
        assertThat(here.versions.find("arrears", "1").state()).isEqualTo(State.PUBLISHED);

        here.versions.rollout("arrears", 40, BEA, "looks good");
        var more = having(newer, customers);
        assertThat(more).hasSizeBetween(720, 880).containsAll(tenth);
        assertThat(code(() -> here.versions.rollout("arrears", 20, BEA, "less")))
                .isEqualTo("versions.share");

        here.start();
        assertThat(having(newer, customers)).as("after a new start").isEqualTo(more);

        here.versions.rollout("arrears", 100, BEA, "done");
        assertThat(having(newer, customers)).hasSize(2_000);
        assertThat(here.versions.find("arrears", "1").state()).isEqualTo(State.RETIRED);
    }

    private List<String> having(String version, List<String> customers) {
        return customers.stream()
                .filter(one -> here.workflows.opening("arrears", one).version().equals(version))
                .toList();
    }

    @Test
    void another_node_sees_it_when_its_reading_is_old() {
        var now = new java.util.concurrent.atomic.AtomicReference<>(Installation.CLOCK.instant());
        var other = new LoadedWorkflows(
                here.definitions, here.store, io.throughline.workflow.DefinitionReader::readAll, now::get);
        var before = other.current("arrears").version();
        var newer = here.approved(OTHER).version();
        here.versions.publish("arrears", "2", 100, BEA, "go");

        assertThat(other.current("arrears").version()).isEqualTo(before);
        now.set(now.get().plusSeconds(3));
        assertThat(other.current("arrears").version()).isEqualTo(newer);
    }

    @Test
    void while_one_version_is_tried_no_other_is_published() {
        here.approved(OTHER);
        here.versions.publish("arrears", "2", 10, BEA, "try it");
        here.change("collections/messages.yaml", OTHER, "we have news for you");
        here.versions.draft(here.arrears(), ANA, "third");
        here.versions.approve("arrears", "3", BEA, "fine");
        assertThat(code(() -> here.versions.publish("arrears", "3", 100, BEA, "go")))
                .isEqualTo("versions.under-way");
    }

    @Test
    void back_gives_new_cases_the_version_before_whether_it_was_tried_or_out_entirely() {
        var first = here.versions.find("arrears", "1").version();
        here.approved(OTHER);
        here.versions.publish("arrears", "2", 10, BEA, "try it");
        assertThat(here.versions.back("arrears", ANA, "complaints").number()).isEqualTo(1);
        assertThat(here.workflows.opening("arrears", "C-1").version()).isEqualTo(first);
        assertThat(here.versions.find("arrears", "2").state()).isEqualTo(State.RETIRED);
        assertThat(code(() -> here.versions.publish("arrears", "2", 100, BEA, "again")))
                .isEqualTo("versions.not-approved");

        here.versions.approve("arrears", "2", BEA, "put right elsewhere");
        here.versions.publish("arrears", "2", 100, BEA, "again");
        assertThat(here.versions.back("arrears", ANA, "no").version()).isEqualTo(first);
        assertThat(here.workflows.current("arrears").version()).isEqualTo(first);
        assertThat(here.versions.find("arrears", "1").state()).isEqualTo(State.PUBLISHED);
    }

    @Test
    void the_first_version_of_a_workflow_cannot_be_tried_on_a_share() throws Exception {
        var text = java.nio.file.Files.readString(folder.resolve("property/repair.yaml"));
        java.nio.file.Files.writeString(
                folder.resolve("property/repair-two.yaml"), text.replace("workflow: repair", "workflow: repair-two"));
        java.nio.file.Files.copy(
                folder.resolve("property/repair.scenarios.yaml"), folder.resolve("property/repair-two.scenarios.yaml"));
        var source = WorkflowSource.in(folder).stream()
                .filter(one -> one.main().equals("property/repair-two.yaml"))
                .findFirst()
                .orElseThrow();
        here.versions.draft(source, ANA, "a second trade");
        here.versions.approve("repair-two", "1", BEA, "fine");
        assertThat(code(() -> here.versions.publish("repair-two", "1", 10, BEA, "try")))
                .isEqualTo("versions.first");
        here.versions.publish("repair-two", "1", 100, BEA, "go");
        assertThat(here.workflows.names()).contains("repair-two");
    }

    @Test
    void names_that_lead_nowhere_are_told_with_the_nearest() {
        assertThatThrownBy(() -> here.versions.find("arears", "1")).hasMessageContaining("arrears");
        assertThatThrownBy(() -> here.versions.find("arrears", "7")).hasMessageContaining("there are 1 to 1");
        var hash = here.versions.find("arrears", "1").version();
        assertThat(here.versions.find("arrears", hash.substring(0, 12)).number())
                .isEqualTo(1);
    }
}
