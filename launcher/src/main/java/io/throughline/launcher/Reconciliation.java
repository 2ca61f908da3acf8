package io.throughline.launcher;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Processor, ledger and cases side by side. They agree only if all three say the same and no single item differs.
record Reconciliation(
        long captured,
        long posted,
        long onCases,
        long differences,
        String currency,
        List<String> items,
        boolean isUnderstood) {
    private static final int SHOWN = 10;

    static Reconciliation of(JsonNode answer) {
        JsonNode differences = answer.path("differences");
        List<String> items = new ArrayList<>();
        (differences.isArray() ? differences : answer.path("items")).forEach(item -> items.add(describe(item)));
        boolean isUnderstood = List.of("captured", "posted", "onCases").stream()
                        .allMatch(name -> answer.path(name).isNumber())
                && (differences.isArray() || differences.isNumber());
        String currency = Json.text(answer, "currency");
        return new Reconciliation(
                Json.number(answer, "captured"),
                Json.number(answer, "posted"),
                Json.number(answer, "onCases"),
                Math.max(Json.number(answer, "differences"), items.size()),
                currency.isEmpty() ? "USD" : currency,
                List.copyOf(items),
                isUnderstood);
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

    boolean agrees() {
        return isUnderstood && captured == posted && posted == onCases && differences == 0;
    }

    ObjectNode toJson() {
        return Json.object()
                .put("captured", captured)
                .put("posted", posted)
                .put("onCases", onCases)
                .put("differences", differences)
                .put("currency", currency);
    }

    List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add("  Captured at the processor  %18s".formatted(new Money(captured, currency)));
        lines.add("  Posted in the ledger       %18s".formatted(new Money(posted, currency)));
        lines.add("  On the cases               %18s".formatted(new Money(onCases, currency)));
        if (!isUnderstood) {
            lines.add("  " + terminal.bad("The platform's answer does not hold all three sums."));
        } else if (agrees()) {
            lines.add("  " + terminal.good("All three agree to the cent."));
        } else {
            lines.add("  "
                    + terminal.bad("%,d %s:".formatted(differences, differences == 1 ? "difference" : "differences")));
            items.stream().limit(SHOWN).forEach(item -> lines.add("    " + item));
            if (items.size() > SHOWN) {
                lines.add("    … and %,d more".formatted(items.size() - SHOWN));
            }
        }
        return lines;
    }
}
