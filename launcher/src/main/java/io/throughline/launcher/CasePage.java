package io.throughline.launcher;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/// A case laid out for reading: first where it stands, then what happened, oldest first, each with
/// its evidence below it. It shows what the answer holds and leaves out what it does not.
final class CasePage {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final int HASH_SHOWN = 12;

    private final Terminal terminal;

    CasePage(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> lines(JsonNode it) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.strong(first(it, "reference", "id")) + "  " + headline(it));
        lines.add("");
        row(lines, "Workflow", joined(" ", Json.text(it, "workflow"), version(it)));
        row(lines, "Stands at", standing(it));
        row(lines, "Outcome", Json.text(it, "outcome"));
        row(lines, "Waits until", when(Json.text(it, "waitsUntil")));
        it.path("facts").forEachEntry((name, facts) -> row(lines, spaced(name), describe(facts)));
        row(lines, "Account", describe(it.path("account")));
        row(lines, "Customer", describe(it.path("customer")));
        row(lines, "Opened", when(Json.text(it, "opened")));
        row(lines, "Closed", when(Json.text(it, "closed")));
        JsonNode exception = it.path("exception");
        row(lines, "Exception", exception.isObject() ? describe(exception) : Json.text(it, "exception"));
        row(lines, "Case id", Json.text(it, "id"));
        timeline(lines, it.path("timeline").isArray() ? it.path("timeline") : it.path("events"));
        section(lines, "Evidence", it.path("evidence"));
        return lines;
    }

    private String headline(JsonNode it) {
        String state = Json.text(it, "state");
        return switch (state) {
            case "finished", "done" -> terminal.good(state);
            case "exception", "failed" -> terminal.bad(state);
            default -> state;
        };
    }

    private static String version(JsonNode it) {
        String version = Json.text(it, "version");
        return version.isEmpty() ? "" : "version " + version;
    }

    private static String standing(JsonNode it) {
        return joined(" – ", Json.text(it, "step"), first(it, "awaiting", "waitingFor"));
    }

    private void timeline(List<String> lines, JsonNode events) {
        if (!events.isArray() || events.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(terminal.strong("What happened") + terminal.quiet("  (times are UTC)"));
        String day = "";
        for (JsonNode event : events) {
            String at = Json.text(event, "at");
            String eventDay = format(at, DAY);
            if (!eventDay.equals(day)) {
                day = eventDay;
                lines.add("");
                lines.add("  " + terminal.quiet(day));
            }
            lines.add("  " + format(at, TIME) + "  " + what(event));
            detail(lines, event);
        }
    }

    private static String what(JsonNode event) {
        String words = first(event, "text", "type");
        String by = event.path("by").isObject() ? describe(event.path("by")) : first(event, "actor", "by");
        return joined(
                "  ",
                spaced(words),
                joined(
                        ", ",
                        by.isEmpty() ? "" : "by " + by,
                        prefixed("via ", Json.text(event, "channel")),
                        prefixed("at ", Json.text(event, "step"))));
    }

    private void detail(List<String> lines, JsonNode event) {
        String details = describe(event.path("details"));
        String hash = Json.text(event, "hash");
        String evidence = joined(
                "  ", details, hash.isEmpty() ? "" : "#" + hash.substring(0, Math.min(HASH_SHOWN, hash.length())));
        for (String line : wrapped(evidence, terminal.width() - 12)) {
            lines.add("            " + terminal.quiet(line));
        }
    }

    private void section(List<String> lines, String title, JsonNode node) {
        if (node.isMissingNode() || node.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(terminal.strong(title));
        if (node.isObject()) {
            node.forEachEntry((name, value) ->
                    row(lines, spaced(name), value.isValueNode() ? value.asString("") : describe(value)));
        } else {
            node.forEach(item -> lines.add("  " + (item.isValueNode() ? item.asString("") : describe(item))));
        }
    }

    private static void row(List<String> lines, String name, String value) {
        if (!value.isEmpty()) {
            lines.add("  %-12s %s".formatted(name, value));
        }
    }

    /// `name: value, name: value`, with nested things in brackets.
    private static String describe(JsonNode node) {
        if (node.isValueNode()) {
            return node.isNull() ? "" : node.asString("");
        }
        StringJoiner text = new StringJoiner(", ");
        if (node.isArray()) {
            node.forEach(item -> text.add(item.isValueNode() ? item.asString("") : "(" + describe(item) + ")"));
        }
        if (node.isObject()) {
            node.forEachEntry((name, value) -> {
                String inner = describe(value);
                if (!inner.isEmpty()) {
                    text.add(spaced(name) + ": " + (value.isValueNode() ? inner : "(" + inner + ")"));
                }
            });
        }
        return text.toString();
    }

    private static String when(String instant) {
        return instant.isEmpty() ? "" : format(instant, DAY) + " " + format(instant, TIME) + " UTC";
    }

    private static String format(String instant, DateTimeFormatter format) {
        try {
            return Instant.parse(instant).atOffset(ZoneOffset.UTC).format(format);
        } catch (DateTimeParseException ignored) {
            return instant;
        }
    }

    /// `CodeChecked` and `writeback-confirmed` read as words.
    private static String spaced(String name) {
        if (name.contains(" ")) {
            return name;
        }
        String words =
                name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").replace('-', ' ').replace('_', ' ');
        return words.isEmpty()
                ? ""
                : words.substring(0, 1).toUpperCase(Locale.ROOT)
                        + words.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String first(JsonNode node, String... fields) {
        for (String field : fields) {
            String text = Json.text(node, field);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static String prefixed(String prefix, String text) {
        return text.isEmpty() ? "" : prefix + text;
    }

    private static String joined(String separator, String... parts) {
        StringJoiner text = new StringJoiner(separator);
        for (String part : parts) {
            if (!part.isEmpty()) {
                text.add(part);
            }
        }
        return text.toString();
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.isEmpty() ? new String[0] : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
