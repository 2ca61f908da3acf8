package io.throughline.platform.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.By;
import io.throughline.platform.TestDatabase;
import io.throughline.platform.access.ApiProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Taking up packs over HTTP: by whom, and what becomes of bad ones.
class PolicyControllerTest {
    private final PolicyStore store = new PolicyStore(JdbcClient.create(TestDatabase.fresh()), "main");
    private By.Actor who = By.Actor.OPERATIONS;

    @TempDir
    Path folder;

    private PolicyController controller() {
        var shelf = new PackShelf(
                new PolicySettings(folder, true, folder.resolve("none"), List.of("US")),
                store,
                InstantSource.fixed(Instant.parse("2026-11-22T15:00:00Z")));
        return new PolicyController(shelf, store, _ -> new By(who, "ana", By.Channel.API));
    }

    @BeforeEach
    void copy() throws IOException {
        try (var files = Files.list(Path.of("..", "packs"))) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void what_is_in_force_is_told_and_a_change_is_taken_up_by_name() throws IOException {
        var controller = controller();
        var before = controller.inForce();
        assertThat(before.packs()).anyMatch(pack -> pack.startsWith("regf "));
        assertThat(before.version()).isNotEmpty();
        var house = folder.resolve("90-house.yaml");
        Files.writeString(house, Files.readString(house) + "\n# another word\n");
        var after = controller.reload("ana");
        assertThat(after.version()).isNotEqualTo(before.version());
        assertThat(after.changes().getFirst().by()).isEqualTo("ana");
    }

    @Test
    void bad_packs_are_refused_with_every_problem_and_those_in_force_stay() throws IOException {
        var controller = controller();
        var before = controller.inForce().version();
        Files.writeString(folder.resolve("90-house.yaml"), "pack: house\nrules: [");
        assertThatThrownBy(() -> controller.reload("ana")).isInstanceOfSatisfying(ApiProblem.class, problem -> {
            assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
            assertThat(problem.getBody().getDetail()).contains("The packs in force stay", "90-house.yaml");
            assertThat(problem.getBody().getProperties()).containsKey("problems");
        });
        assertThat(controller.inForce().version()).isEqualTo(before);
        assertThat(controller.inForce().changes().getFirst().outcome()).isEqualTo("REFUSED");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OPERATIONS", "SUPERVISOR"})
    void others_may_not(By.Actor other) {
        var controller = controller();
        int changes = controller.inForce().changes().size();
        who = other;
        assertThatThrownBy(() -> controller.reload("ana"))
                .isInstanceOfSatisfying(
                        ApiProblem.class,
                        problem -> assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN));
        assertThat(controller.inForce().changes()).hasSize(changes);
    }
}
