package io.throughline.scenario;

import java.util.List;
import java.util.Map;

/// What came of a scenario file.
///
/// @param goals percent that the file asks for, by kind
public record Report(
        String file, String workflow, List<Result> results, Coverage coverage, Map<Coverage.Kind, Integer> goals) {

    /// What came of one scenario.
    ///
    /// @param line of the scenario
    /// @param failedAt line that did not hold; 0: all did
    /// @param said that line, as written
    /// @param step where the case stood then
    /// @param trace what the case went through until then
    public record Result(
            String scenario,
            int line,
            boolean ok,
            int failedAt,
            String said,
            String expected,
            String got,
            String step,
            List<String> trace) {
        static Result passed(Scenario scenario, String step) {
            return new Result(scenario.name(), scenario.line(), true, 0, "", "", "", step, List.of());
        }
    }

    /// How many scenarios did not hold.
    public int failed() {
        return (int) results.stream().filter(result -> !result.ok()).count();
    }

    /// The kinds of coverage that stay below what the file asks for.
    public List<Coverage.Kind> lacking() {
        return goals.entrySet().stream()
                .filter(goal -> coverage.count(goal.getKey()).percent() < goal.getValue())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /// Whether every scenario holds and the coverage is what the file asks for.
    public boolean ok() {
        return failed() == 0 && lacking().isEmpty();
    }
}
