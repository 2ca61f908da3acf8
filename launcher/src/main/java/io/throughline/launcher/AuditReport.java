package io.throughline.launcher;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a walk over the evidence found.
record AuditReport(
        long events, long chains, long checkpoints, long broken, List<String> breaks, List<String> archived) {
    private static final int SHOWN = 10;

    /// `broken` may be a count beside a list `breaks`, or the list itself.
    static AuditReport of(JsonNode answer) {
        JsonNode broken = answer.path("broken");
        JsonNode listed = broken.isArray() ? broken : answer.path("breaks");
        List<String> breaks = new ArrayList<>();
        listed.forEach(item -> breaks.add(describe(item)));
        // only the first thousand are listed; the count is of all
        long counted = Math.max(Json.number(answer, "brokenCount"), broken.isNumber() ? broken.longValue() : 0);
        long count = Math.max(counted, breaks.size());
        // An answer that says nothing of breaks has not been understood, and that is not the same as a whole chain.
        boolean isUnderstood = broken.isNumber() || broken.isArray();
        if (!isUnderstood) {
            breaks.add("the platform's answer does not say whether anything is broken");
        }
        return new AuditReport(
                Json.number(answer, "events"),
                Json.find(answer, "chains").orElse(Json.number(answer, "cases")),
                Json.number(answer, "checkpoints"),
                isUnderstood ? count : Math.max(1, count),
                List.copyOf(breaks),
                archived(answer.path("archived")));
    }

    private static List<String> archived(JsonNode months) {
        List<String> lines = new ArrayList<>();
        months.forEach(month -> lines.add("Archived: %s, %,d cases with %,d links, %s."
                .formatted(
                        month.path("month").asString(""),
                        Json.number(month, "chains"),
                        Json.number(month, "links"),
                        month.path("checked").asBoolean(false)
                                ? "checked too"
                                : "not in this database: bring its table back to check it")));
        return List.copyOf(lines);
    }

    private static String describe(JsonNode item) {
        if (item.isValueNode()) {
            return item.asString("");
        }
        List<String> parts = new ArrayList<>();
        item.forEachEntry((name, value) -> {
            if (value.isValueNode() && !value.isNull()) {
                parts.add(name + " " + value.asString(""));
            }
        });
        return String.join(", ", parts);
    }

    boolean isWhole() {
        return broken == 0;
    }

    List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        String walked = "%,d events%s%s"
                .formatted(
                        events,
                        chains > 0 ? " of %,d cases".formatted(chains) : "",
                        checkpoints > 0 ? ", %,d checkpoints".formatted(checkpoints) : "");
        if (isWhole()) {
            lines.add(terminal.good("The evidence is whole") + ": " + walked
                    + ", nothing changed, cut off or taken out.");
        } else {
            lines.add(terminal.bad("The evidence is broken")
                    + " in %,d %s (%s):".formatted(broken, broken == 1 ? "place" : "places", walked));
            breaks.stream().limit(SHOWN).forEach(item -> lines.add("  " + item));
            if (breaks.size() > SHOWN) {
                lines.add("  … and %,d more".formatted(breaks.size() - SHOWN));
            }
        }
        lines.addAll(archived);
        return lines;
    }
}
