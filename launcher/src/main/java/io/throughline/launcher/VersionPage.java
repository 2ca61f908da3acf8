package io.throughline.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Versions as a person would want to read them.
final class VersionPage {
    static final String PATH = "/api/v1/versions";
    private static final int HASH = 12;
    private final Terminal terminal;

    VersionPage(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Drafts that nobody has decided about, a line each; whoever starts the platform is told of them.
    static List<String> waiting(Wire platform) {
        var lines = new ArrayList<String>();
        if (platform.get(PATH, Duration.ofSeconds(10)) instanceof Wire.Reply.Ok(var versions)) {
            versions.forEach(one -> {
                if (Json.text(one, "state").equals("draft")) {
                    lines.add(
                            "%s is a draft: new cases do not get it until a second person has approved it. See: ./throughline versions show %s"
                                    .formatted(label(one), label(one)));
                }
            });
        }
        return lines;
    }

    static String label(JsonNode version) {
        return Json.text(version, "workflow") + "@" + Json.text(version, "number");
    }

    List<String> list(JsonNode versions) {
        var lines = new ArrayList<String>();
        int widest = 8;
        for (var one : versions) {
            widest = Math.max(widest, label(one).length());
        }
        var form = "%-" + widest + "s  %-9s  %9s  %-" + HASH + "s  %s";
        lines.add(terminal.quiet(form.formatted("version", "state", "new cases", "content", "by")));
        for (var one : versions) {
            lines.add(form.formatted(
                    label(one),
                    Json.text(one, "state"),
                    Json.number(one, "share") == 0 ? "" : Json.text(one, "share") + " %",
                    shortened(Json.text(one, "version")),
                    people(one)));
        }
        lines.add(terminal.quiet("%,d %s".formatted(versions.size(), versions.size() == 1 ? "version" : "versions")));
        return lines;
    }

    private static String people(JsonNode one) {
        var people = new ArrayList<String>();
        var author = Json.text(one, "author");
        people.add(author.isEmpty() ? "nobody yet" : author);
        var approved = Json.text(one, "approvedBy");
        if (!approved.isEmpty() && !approved.equals(author)) {
            people.add("approved by " + approved);
        }
        return String.join(", ", people);
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(HASH, hash.length()));
    }

    /// A version with its history, what it was tried with and what changes.
    List<String> whole(JsonNode answer) {
        var version = answer.path("version");
        var lines = new ArrayList<String>();
        lines.add(terminal.strong(label(version)) + "  " + Json.text(version, "state")
                + (Json.number(version, "share") == 0 ? "" : ", " + Json.text(version, "share") + " % of new cases"));
        lines.add("  content " + Json.text(version, "version"));
        for (var act : answer.path("history")) {
            lines.add("  %s  %s by %s%s"
                    .formatted(
                            Json.text(act, "at"),
                            Json.text(act, "act"),
                            Json.text(act, "person"),
                            Json.text(act, "reason").isEmpty() ? "" : ": " + Json.text(act, "reason")));
        }
        lines.add("");
        lines.addAll(tried(answer));
        lines.add("");
        lines.addAll(changes(answer));
        return lines;
    }

    private List<String> tried(JsonNode answer) {
        var trial = answer.path("trial");
        var lines = new ArrayList<String>();
        var objection = Json.text(answer, "objection");
        lines.add(
                objection.isEmpty()
                        ? terminal.good("%,d scenarios hold".formatted(Json.number(trial, "passed"))) + covered(trial)
                        : terminal.bad("Not to be approved: " + objection));
        for (var kind : List.of("errors", "warnings")) {
            for (var one : trial.path(kind)) {
                lines.add("  %s %s:%s:%s %s [%s]"
                        .formatted(
                                kind.substring(0, kind.length() - 1),
                                Json.text(one, "file"),
                                Json.text(one, "line"),
                                Json.text(one, "column"),
                                Json.text(one, "message"),
                                Json.text(one, "rule")));
            }
        }
        for (var one : trial.path("failures")) {
            lines.add("  " + terminal.bad("failed") + " " + Json.text(one, "scenario") + ", line "
                    + Json.text(one, "line"));
            lines.add("    expected  " + Json.text(one, "expected"));
            lines.add("    got       " + Json.text(one, "got"));
        }
        return lines;
    }

    private static String covered(JsonNode trial) {
        var parts = new ArrayList<String>();
        trial.path("coverage")
                .forEachEntry((kind, count) ->
                        parts.add(kind + " " + Json.text(count, "covered") + " of " + Json.text(count, "total")));
        return parts.isEmpty() ? "" : "; covered: " + String.join(", ", parts);
    }

    private List<String> changes(JsonNode answer) {
        var against = answer.path("against");
        if (against.isNull() || against.isMissingNode()) {
            return List.of("No other version gets new cases.");
        }
        var lines = new ArrayList<String>();
        lines.add("What changes from " + label(against) + ":");
        var changes = answer.path("changes");
        for (var concerned : List.of("customers", "agents", "compliance")) {
            if (!changes.path(concerned).isEmpty()) {
                lines.add(terminal.strong("For " + concerned));
                changes.path(concerned).forEach(text -> lines.add("  " + text.asString("")));
            }
        }
        if (lines.size() == 1) {
            lines.add("  nothing, for anybody");
        }
        return lines;
    }

    /// The versions of a workflow beside each other, a column each.
    List<String> figures(JsonNode answer) {
        var columns = new ArrayList<JsonNode>();
        answer.forEach(columns::add);
        var lines = new ArrayList<String>();
        lines.add(row("", columns, one -> label(one.path("version"))));
        lines.add(row("state", columns, one -> Json.text(one.path("version"), "state")));
        lines.add(row("new cases", columns, one -> Json.text(one.path("version"), "share") + " %"));
        lines.add(row("cases", columns, one -> "%,d".formatted(Json.number(one.path("figures"), "cases"))));
        for (var kind : Map.of("outcomes", "finished: ").entrySet()) {
            counts(lines, columns, kind.getKey(), kind.getValue());
        }
        lines.add(row("resolved", columns, one -> percent(one, "completion")));
        lines.add(row("no person needed", columns, one -> percent(one, "deflection")));
        lines.add(row("written back", columns, one -> percent(one, "writebackSuccess")));
        lines.add(row("median time to resolution", columns, VersionPage::median));
        counts(lines, columns, "exceptions", "with a person: ");
        lines.add(terminal.quiet("A case that was moved counts with the version it is on now."));
        return lines;
    }

    private void counts(List<String> lines, List<JsonNode> columns, String kind, String before) {
        var names = new TreeSet<String>();
        columns.forEach(one -> one.path("figures").path(kind).forEachEntry((name, _) -> names.add(name)));
        for (var name : names) {
            lines.add(row(
                    before + name,
                    columns,
                    one -> "%,d".formatted(Json.number(one.path("figures").path(kind), name))));
        }
    }

    private static String percent(JsonNode one, String figure) {
        var share = one.path("figures").path(figure);
        return share.isNumber() ? "%.1f %%".formatted(share.doubleValue() * 100) : "–";
    }

    private static String median(JsonNode one) {
        var seconds = one.path("figures").path("medianSecondsToResolution");
        return seconds.isNumber() ? Resolution.words((long) (seconds.doubleValue() * 1000)) : "–";
    }

    private static String row(String name, List<JsonNode> columns, java.util.function.Function<JsonNode, String> cell) {
        var line = new StringBuilder("%-40s".formatted(name));
        columns.forEach(one -> line.append(" %16s".formatted(cell.apply(one))));
        return line.toString();
    }

    /// What became of the cases that were to be moved, most first.
    List<String> moved(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .map(entry -> "  %,8d  %s".formatted(entry.getValue(), entry.getKey()))
                        .toList();
    }
}
