package io.throughline.tryouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The public tasks of tau2-bench. Skipped, with a message, where the data are not beside the repository.
class PublicTasksTest {
    /// What does not end as given is told, with the reason, in docs/tryouts.md.
    @ParameterizedTest
    @CsvSource({
        "retail, tasks_train.jsonl, gold_train.jsonl.gz, ''",
        "retail, tasks_extra_train.jsonl.gz, gold_extra_train.jsonl.gz, ''",
        "airline, tasks_train.jsonl, gold_train.jsonl.gz, 39"
    })
    void the_tasks_end_as_given_but_for_those_that_are_explained(
            String domain, String tasks, String gold, String explained) {
        var data = data(domain);
        var results =
                Tryout.of(Tau2Files.TRYOUTS, domain, data).tasks(data.resolve(tasks), data.resolve(gold), _ -> {});
        assertThat(results).hasSizeGreaterThan(20);
        assertThat(results)
                .filteredOn(result -> !result.ok())
                .extracting(Result::id)
                .isEqualTo(explained.isEmpty() ? List.of() : List.of(explained));
    }

    @Test
    void the_given_refusals_are_refused_and_nothing_else() {
        var data = data("retail");
        var results = Tryout.of(Tau2Files.TRYOUTS, "retail", data)
                .refusals(data.resolve("guard_invalid_train.jsonl.gz"), _ -> {});
        assertThat(results)
                .hasSize(9)
                .allSatisfy(result -> assertThat(result.why()).isEmpty());
    }

    private static Path data(String domain) {
        var data = Tau2Files.PUBLIC.resolve(domain);
        assumeThat(data)
                .as("the public tau2 data are not in ../shared/data beside the repository; nothing to play")
                .isDirectory();
        return data;
    }
}
