package io.throughline.platform.versions;

import io.throughline.policy.ContactLaw;
import io.throughline.scenario.Coverage;
import io.throughline.scenario.Report;
import io.throughline.scenario.Scenarios;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.Finding;
import io.throughline.workflow.InvalidDefinition;
import io.throughline.workflow.Linter;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Severity;
import io.throughline.workflow.Surroundings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the linter and the scenarios say of a version. An approval is given to what was tried.
///
/// @param errors of the linter, and of the scenarios' file
/// @param passed scenarios that hold
/// @param failures those that do not
/// @param coverage by kind, of how many how many
/// @param lacking kinds that are covered less than the scenarios' file asks for
record Trial(
        List<Problem> errors,
        List<Problem> warnings,
        int passed,
        List<Failure> failures,
        Map<String, Coverage.Count> coverage,
        List<String> lacking) {

    record Problem(String file, int line, int column, String rule, String message) {
        static Problem of(Finding finding) {
            return new Problem(
                    finding.file(),
                    finding.line(),
                    finding.column(),
                    finding.rule().id(),
                    finding.message());
        }
    }

    /// A scenario that does not hold.
    record Failure(String scenario, int line, String expected, String got) {}

    /// @param scenarios their text; empty: there are none
    /// @param law what holds messages back in them
    static Trial of(WorkflowSource source, String scenarios, Surroundings around, ContactLaw law) {
        Definition definition;
        try {
            definition = DefinitionReader.readAll(source.files(), source.main(), around);
        } catch (InvalidDefinition invalid) {
            return broken(invalid);
        }
        var warnings = new Linter(Rule.all())
                .lint(source.files(), List.of(source.main()), around).stream()
                        .filter(finding -> finding.severity() == Severity.WARNING)
                        .map(Problem::of)
                        .toList();
        if (scenarios.isBlank()) {
            return new Trial(List.of(), warnings, 0, List.of(), Map.of(), List.of());
        }
        try {
            return played(warnings, new Scenarios(law).play(definition, source.scenarioFile(), scenarios));
        } catch (InvalidDefinition invalid) {
            return broken(invalid);
        }
    }

    private static Trial broken(InvalidDefinition invalid) {
        var errors = invalid.findings().stream().map(Problem::of).toList();
        return new Trial(errors, List.of(), 0, List.of(), Map.of(), List.of());
    }

    private static Trial played(List<Problem> warnings, Report report) {
        var failures = report.results().stream()
                .filter(result -> !result.ok())
                .map(result -> new Failure(result.scenario(), result.failedAt(), result.expected(), result.got()))
                .toList();
        var coverage = new LinkedHashMap<String, Coverage.Count>();
        for (var kind : Coverage.Kind.values()) {
            coverage.put(kind.word(), report.coverage().count(kind));
        }
        return new Trial(
                List.of(),
                warnings,
                report.results().size() - failures.size(),
                failures,
                coverage,
                report.lacking().stream().map(Coverage.Kind::word).toList());
    }

    /// Why it is not to be approved, if so: all that is wrong, most important first.
    Optional<String> objection() {
        if (!errors.isEmpty()) {
            return Optional.of("it has "
                    + counted(errors.size(), "error")
                    + "; the first: "
                    + errors.getFirst().file()
                    + ":"
                    + errors.getFirst().line()
                    + " "
                    + errors.getFirst().message());
        }
        if (!failures.isEmpty()) {
            var first = failures.getFirst();
            return Optional.of(counted(failures.size(), "scenario") + " of it "
                    + (failures.size() == 1 ? "does" : "do") + " not hold; the first: \"" + first.scenario()
                    + "\", line " + first.line() + ": expected " + first.expected() + ", got " + first.got());
        }
        if (passed == 0) {
            return Optional.of("no scenario lies beside it, so nobody has seen what it does");
        }
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "its scenarios cover fewer " + String.join(" and ", lacking) + " than their file asks for");
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
