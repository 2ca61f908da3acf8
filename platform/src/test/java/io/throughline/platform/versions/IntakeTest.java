package io.throughline.platform.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.By;
import io.throughline.engine.Input;
import io.throughline.platform.cases.Cases;
import io.throughline.workflow.InvalidDefinition;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a start makes of the folder.
class IntakeTest {
    @TempDir
    Path folder;

    private Installation here;

    @BeforeEach
    void the_products_workflows() {
        here = new Installation(folder);
    }

    @Test
    void the_first_start_publishes_what_the_installation_came_with_and_says_who_did() {
        here.started();

        assertThat(here.workflows.names()).contains("arrears", "failed-payment", "repair");
        var version = here.versions.find("arrears", "1");
        assertThat(version.state()).isEqualTo(Version.State.PUBLISHED);
        assertThat(version.author()).isEqualTo("installer");
        assertThat(version.publishedBy()).isEqualTo("installer");
        assertThat(here.versions.acts(version))
                .singleElement()
                .satisfies(act -> assertThat(act.person() + ": " + act.reason())
                        .isEqualTo("installer: came with the installation"));
    }

    @Test
    void a_changed_file_is_a_draft_that_new_cases_do_not_get_and_the_start_says_so_in_a_line() {
        here.started();
        var before = here.workflows.current("arrears").version();
        here.change("collections/arrears.yaml", "owner: collections-operations", "owner: somebody-else");

        assertThat(here.start()).singleElement().asString().contains("arrears@2", "two people", "versions show");

        assertThat(here.versions.find("arrears", "2").state()).isEqualTo(Version.State.DRAFT);
        assertThat(here.workflows.current("arrears").version()).isEqualTo(before);
        assertThat(here.real.cases().find(open("A-1")).orElseThrow().version()).isEqualTo(before);
    }

    @Test
    void a_new_file_is_no_way_around_the_second_person_either() throws Exception {
        var late = folder.resolve("property/repair.yaml");
        var text = java.nio.file.Files.readString(late);
        java.nio.file.Files.delete(late);
        here.started();
        java.nio.file.Files.writeString(late, text);

        assertThat(here.start()).singleElement().asString().contains("repair@1");
        assertThatThrownBy(() -> here.workflows.current("repair")).isInstanceOf(Cases.UnknownWorkflow.class);
    }

    @Test
    void the_same_files_again_are_the_same_versions() {
        here.started();
        var before = here.store.all();
        here.started();
        assertThat(here.store.all()).isEqualTo(before);
    }

    @Test
    void a_change_to_one_workflow_makes_no_new_version_of_another() {
        here.started();
        here.otherWords("we have something for you");
        here.start();
        assertThat(here.store.of("failed-payment")).hasSize(1);
        assertThat(here.store.of("arrears")).hasSize(2);
    }

    @Test
    void a_broken_file_stops_the_first_start_and_nothing_is_published() {
        here.change("collections/arrears.yaml", "kind: verify", "kind: verfy");
        assertThatThrownBy(here::start).isInstanceOf(InvalidDefinition.class);
        assertThat(here.store.all()).isEmpty();
        assertThat(here.workflows.names()).isEmpty();
    }

    @Test
    void later_a_broken_file_is_told_and_what_is_published_goes_on() {
        here.started();
        var before = here.workflows.current("arrears").version();
        here.change("collections/arrears.yaml", "kind: verify", "kind: verfy");

        assertThat(here.start()).singleElement().asString().contains("collections/arrears.yaml", "verfy");
        assertThat(here.workflows.current("arrears").version()).isEqualTo(before);
    }

    @Test
    void a_case_stays_with_the_version_it_began_with() {
        here.started();
        var id = open("A-1");
        var first = here.versions.find("arrears", "1").version();
        var second = here.approved("we have something for you");
        here.versions.publish("arrears", "2", 100, Installation.BEA, "go");
        here.start();

        var younger = open("A-2");
        assertThat(here.real.cases().find(younger).orElseThrow().version()).isEqualTo(second.version());
        var moved = here.real.cases().apply(id, new Input.TimerDue(), By.SYSTEM).state();
        assertThat(moved.version()).isEqualTo(first);
        assertThat(here.workflows
                        .version("arrears", first)
                        .messages()
                        .get("arrears-first")
                        .text())
                .contains(Installation.WORDS);
    }

    @Test
    void an_unknown_workflow_and_an_unknown_version_are_said_so() {
        here.started();
        assertThatThrownBy(() -> here.workflows.current("arears")).isInstanceOf(Cases.UnknownWorkflow.class);
        assertThatThrownBy(() -> here.workflows.version("arrears", "never"))
                .hasMessageContaining("was never loaded here");
    }

    private String open(String account) {
        return here.real
                .cases()
                .open("arrears", Map.of("accountId", account, "customerId", "C" + account), By.SYSTEM, account)
                .caseId();
    }
}
