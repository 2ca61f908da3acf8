package io.throughline.tryouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.records.Operation;
import io.throughline.records.RecordSystem;
import io.throughline.records.Rule;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sequences of our own that break a clause of the written policies, on small data of our own: each
/// wrong call is refused by the rule that stands for the clause, and the right ones around it go
/// through.
class OwnRefusalsTest {
    @ParameterizedTest
    @ValueSource(strings = {"retail", "airline"})
    void every_broken_clause_is_refused_by_its_rule_and_the_right_calls_go_through(String domain) {
        var results = Tryout.of(Tau2Files.TRYOUTS, domain, Tau2Files.own(domain))
                .refusals(Tau2Files.own(domain).resolve("refusals.jsonl"), _ -> {});
        assertThat(results).filteredOn(result -> !result.ok()).isEmpty();
        assertThat(results)
                .filteredOn(result -> result.calls().stream()
                        .anyMatch(call -> !call.refusedBy().isEmpty()))
                .hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void every_sequence_cites_its_clause() {
        for (var domain : Set.of("retail", "airline")) {
            assertThat(JsonFiles.lines(Tau2Files.own(domain).resolve("refusals.jsonl")))
                    .allSatisfy(line -> assertThat(line.path("clause").asString(""))
                            .as(line.path("id").asString(""))
                            .isNotBlank());
        }
    }

    /// A rule that could be taken out unnoticed would be worth nothing.
    @ParameterizedTest
    @ValueSource(strings = {"retail", "airline"})
    void without_any_one_rule_something_wrong_goes_through(String name) {
        var domain = Domain.read(Tau2Files.TRYOUTS, name);
        var rules = new TreeSet<String>();
        domain.system()
                .operations()
                .values()
                .forEach(operation -> operation.rules().stream().map(Rule::id).forEach(rules::add));
        var unnoticed = new TreeSet<String>();
        for (var rule : rules) {
            var weaker = new Domain(
                    domain.definition(),
                    without(domain.system(), rule),
                    domain.replay(),
                    domain.desk(),
                    domain.attempts());
            var results = Tryout.of(weaker, Tau2Files.own(name))
                    .refusals(Tau2Files.own(name).resolve("refusals.jsonl"), _ -> {});
            if (results.stream().allMatch(Result::ok)) {
                unnoticed.add(rule);
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    private static RecordSystem without(RecordSystem system, String rule) {
        var operations = new LinkedHashMap<String, Operation>();
        system.operations()
                .forEach((name, one) -> operations.put(
                        name,
                        new Operation(
                                one.name(),
                                one.kind(),
                                one.title(),
                                one.parameters(),
                                one.asked(),
                                one.loads(),
                                one.values(),
                                one.rules().stream()
                                        .filter(known -> !known.id().equals(rule))
                                        .toList(),
                                one.changes(),
                                one.result(),
                                one.identifies())));
        return new RecordSystem(system.name(), system.policy(), operations);
    }
}
