package io.throughline.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a demo has to show: the numbers, and whether every promise held. Field names are contract.
record DemoReport(Demo.Result result, int customers, long seed, boolean faults, Duration took) {
    /// What the outside world watches for; each must be there and be zero.
    private static final Map<String, String> WATCHED = watched();

    private static Map<String, String> watched() {
        Map<String, String> watched = new LinkedHashMap<>();
        watched.put("outsideWindow", "contacts outside the permitted hours");
        watched.put("afterOptOut", "contacts after an opt-out");
        watched.put("beforeVerification", "account facts shown before verification");
        watched.put("duplicateContacts", "messages sent twice");
        watched.put("duplicateCharges", "charges made twice");
        return watched;
    }

    /// Every promise that did not hold, in words; empty when all did.
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        Resolution resolution = result.resolution();
        if (resolution.cases() != customers) {
            broken.add("%,d customers, but %,d cases".formatted(customers, resolution.cases()));
        }
        if (resolution.lost() != 0) {
            broken.add("%,d cases are in no known state".formatted(resolution.lost()));
        }
        if (!result.reconciliation().agrees()) {
            broken.add("processor, ledger and cases do not agree");
        }
        JsonNode violations = result.crowd().path("violations");
        WATCHED.forEach((field, words) -> {
            if (!violations.path(field).isNumber()) {
                broken.add("the crowd did not report " + words);
            } else if (violations.path(field).longValue() != 0) {
                broken.add("%,d %s".formatted(violations.path(field).longValue(), words));
            }
        });
        if (!result.audit().isWhole()) {
            broken.add("the evidence is broken in %,d places"
                    .formatted(result.audit().broken()));
        }
        if (result.audit().events() == 0) {
            broken.add("the audit found no evidence at all");
        }
        return broken;
    }

    /// Some of what the crowd holds against the platform, each with the ids to look it up by.
    private List<String> examples() {
        return result.crowd()
                .path("examples")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    ObjectNode toJson(DataFolder folder) {
        Resolution resolution = result.resolution();
        ObjectNode json = Json.object();
        json.put("customers", customers).put("seed", seed).put("faults", faults).put("kills", result.kills());
        json.put("cases", resolution.cases());
        json.set("outcomes", Json.of(resolution.outcomes()));
        json.set("waiting", Json.of(resolution.waiting()));
        json.set("exceptions", Json.of(resolution.exceptions()));
        json.set("reconciliation", result.reconciliation().toJson());
        ObjectNode violations = json.putObject("violations");
        WATCHED.keySet()
                .forEach(field -> violations.set(
                        field, result.crowd().path("violations").path(field).deepCopy()));
        json.putObject("audit")
                .put("events", result.audit().events())
                .put("checkpoints", result.audit().checkpoints())
                .put("broken", result.audit().broken());
        json.put("seconds", Math.round(took.toMillis() / 100.0) / 10.0);
        json.put("virtualDays", Math.round(result.virtualTime().toHours() / 2.4) / 10.0);
        json.put("data", folder.path().toString());
        var brokenList = json.putArray("broken");
        broken().forEach(brokenList::add);
        var exampleList = json.putArray("examples");
        examples().forEach(exampleList::add);
        return json;
    }

    List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.strong("Resolution"));
        lines.addAll(result.resolution().lines(terminal));
        lines.add("");
        lines.add(terminal.strong("Money, three ways"));
        lines.addAll(result.reconciliation().lines(terminal));
        lines.add("");
        lines.add(terminal.strong("Rules"));
        JsonNode violations = result.crowd().path("violations");
        WATCHED.forEach((field, words) -> {
            long count = Json.number(violations, field);
            boolean isKnown = violations.path(field).isNumber();
            String number = isKnown ? "%,8d".formatted(count) : "       ?";
            lines.add("  " + (isKnown && count == 0 ? number : terminal.bad(number)) + "  " + words);
        });
        lines.add("");
        lines.add(terminal.strong("Evidence"));
        result.audit().lines(terminal).forEach(line -> lines.add("  " + line));
        lines.add("");
        List<String> broken = broken();
        if (broken.isEmpty()) {
            lines.add(terminal.good("Every promise held."));
        } else {
            lines.add(terminal.bad("Not every promise held:"));
            broken.forEach(item -> lines.add("  " + item));
            examples().forEach(example -> lines.add(terminal.quiet("    " + example)));
        }
        lines.add(terminal.quiet("%,d cases, %,d days of the demo's time in %.1f s%s"
                .formatted(
                        result.resolution().cases(),
                        result.virtualTime().toDays(),
                        took.toMillis() / 1000.0,
                        result.kills() > 0 ? ", platform killed %d times".formatted(result.kills()) : "")));
        return lines;
    }
}
