package io.throughline.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/// A person's consent laid out for reading: how it stands first, then the entries it comes from, oldest first.
final class ConsentPage {
    private final Terminal terminal;

    ConsentPage(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> lines(JsonNode it) {
        var lines = new ArrayList<String>();
        lines.add(terminal.strong(Json.text(it, "person")));
        lines.add("");
        for (var way : it.path("standing")) {
            lines.add("  %-6s %-32s %s".formatted(Json.text(way, "medium"), Json.text(way, "address"), state(way)));
        }
        var wishes = it.path("preferences");
        lines.add("  Wants  " + wishes(wishes));
        for (var entry : it.path("doNotContact")) {
            lines.add("  " + (entry.path("listed").asBoolean(false) ? terminal.bad("on list ") : "off list ")
                    + Json.text(entry, "list") + ": " + Json.text(entry, "value") + " (" + Json.text(entry, "source")
                    + ", line " + Json.number(entry, "line") + ")");
        }
        lines.add("");
        if (it.path("history").isEmpty()) {
            lines.add("  Nothing has been said; what the portfolio says counts.");
        }
        for (var said : it.path("history")) {
            lines.add("  " + time(Json.text(said, "at")) + "  " + terminal.strong(Json.text(said, "kind"))
                    + detail(said));
            lines.add(terminal.quiet("      " + evidence(said)));
        }
        return lines;
    }

    private String state(JsonNode way) {
        var state = Json.text(way, "state");
        return switch (state) {
            case "stopped" ->
                terminal.bad("stopped") + " since " + time(Json.text(way, "since"))
                        + (way.path("confirmed").asBoolean(false) ? ", confirmed" : "");
            case "consented" -> terminal.good("consented") + " (" + Json.text(way, "from") + ")";
            default -> "no consent";
        };
    }

    private static String wishes(JsonNode wishes) {
        var all = new StringJoiner(", ");
        add(all, "language ", Json.text(wishes, "language"));
        add(all, "by ", Json.text(wishes, "channel"));
        add(all, "at ", Json.text(wishes, "hours"));
        add(all, "is in ", Json.text(wishes, "place"));
        return all.toString();
    }

    private static String detail(JsonNode said) {
        var all = new StringJoiner(" ", " ", "").setEmptyValue("");
        add(all, "", Json.text(said, "medium"));
        add(all, "", Json.text(said, "address"));
        add(all, "for ", Json.text(said, "purpose"));
        add(all, "basis ", Json.text(said, "basis"));
        add(all, "", Json.text(said, "value"));
        return all.toString();
    }

    private static String evidence(JsonNode said) {
        var all = new StringJoiner(" · ");
        var words = Json.text(said, "words");
        if (!words.isEmpty()) {
            all.add("“" + words.replaceAll("\\s+", " ") + "”");
        }
        add(all, "", Json.text(said, "source"));
        add(all, "by ", Json.text(said, "by"));
        if (!Json.text(said, "recorded").equals(Json.text(said, "at"))) {
            add(all, "written down ", time(Json.text(said, "recorded")));
        }
        return all.toString();
    }

    private static void add(StringJoiner all, String before, String text) {
        if (!text.isEmpty()) {
            all.add(before + text);
        }
    }

    private static String time(String instant) {
        return instant.replaceFirst("\\.\\d+Z$", "Z").replace('T', ' ');
    }
}
