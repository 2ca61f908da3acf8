package io.throughline.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/// The resolution stack: how many came to an end, how soon, how surely it was written back, how many without a person,
/// and what stands in the way of the rest.
record Resolution(
        long cases,
        Map<String, Long> outcomes,
        Map<String, Long> waiting,
        Map<String, Long> exceptions,
        OptionalDouble completion,
        OptionalDouble medianSeconds,
        OptionalDouble writebackSuccess,
        OptionalDouble deflection) {

    static Resolution of(JsonNode answer) {
        return new Resolution(
                Json.number(answer, "cases"),
                counts(answer.path("outcomes")),
                counts(answer.path("waiting")),
                counts(answer.path("exceptions")),
                share(answer, "completion"),
                share(answer, "medianSecondsToResolution"),
                share(answer, "writebackSuccess"),
                share(answer, "deflection"));
    }

    private static OptionalDouble share(JsonNode answer, String field) {
        JsonNode value = answer.path(field);
        return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
    }

    private static Map<String, Long> counts(JsonNode node) {
        Map<String, Long> counts = new LinkedHashMap<>();
        node.forEachEntry((name, value) -> counts.put(name, value.isNumber() ? value.longValue() : 0));
        return counts;
    }

    long finished() {
        return sum(outcomes);
    }

    /// Cases of which nobody knows where they stand. There must be none.
    long lost() {
        return cases - finished() - sum(waiting) - sum(exceptions);
    }

    double settledShare() {
        return cases == 0 ? 0 : (finished() + sum(exceptions)) / (double) cases;
    }

    List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        completion.ifPresent(
                share -> lines.add("  Resolved            %.1f %% of %,d cases".formatted(share * 100, cases)));
        lines.add("  Finished            " + share(finished(), cases) + " of the cases");
        breakdown(lines, outcomes);
        medianSeconds.ifPresent(
                seconds -> lines.add("  Time to resolution  " + words((long) (seconds * 1000)) + " in the middle"));
        writebackSuccess.ifPresent(share -> lines.add(
                "  Written back        %.1f %% of the writes confirmed by the ledger".formatted(share * 100)));
        deflection.ifPresent(share ->
                lines.add("  No person needed    %.1f %% of the cases resolved without one".formatted(share * 100)));
        if (!waiting.isEmpty()) {
            lines.add("  Waiting             %,d".formatted(sum(waiting)));
            breakdown(lines, waiting);
        }
        lines.add("  Exceptions          %,d".formatted(sum(exceptions)));
        breakdown(lines, exceptions);
        if (lost() != 0) {
            lines.add("  " + terminal.bad("%,d cases are in no known state".formatted(lost())));
        }
        return lines;
    }

    private static void breakdown(List<String> lines, Map<String, Long> counts) {
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(entry -> lines.add("    %,8d  %s".formatted(entry.getValue(), entry.getKey())));
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "–" : "%.1f %%".formatted(100.0 * part / whole);
    }

    static String words(long millis) {
        Duration time = Duration.ofMillis(millis);
        if (time.toDays() > 0) {
            return "%d d %d h".formatted(time.toDays(), time.toHoursPart());
        }
        if (time.toHours() > 0) {
            return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
        }
        return time.toMinutes() > 0 ? "%d min".formatted(time.toMinutes()) : "%d s".formatted(time.toSeconds());
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
