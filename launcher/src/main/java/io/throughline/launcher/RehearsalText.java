package io.throughline.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A rehearsal for people at a terminal: one in full, or two beside each other.
final class RehearsalText {
    private static final int BAR = 24;
    private final Terminal terminal;
    private final List<String> lines = new ArrayList<>();

    RehearsalText(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> lines(JsonNode reports) {
        if (reports.size() == 1) {
            one(reports.get(0));
        } else {
            two(reports.get(0), reports.get(1));
        }
        lines.replaceAll(String::stripTrailing);
        return lines;
    }

    private void one(JsonNode report) {
        lines.add(terminal.strong(Json.text(report, "title")));
        lines.add("%s to %s, %s".formatted(day(report, "from"), day(report, "to"), Json.text(report, "zone")));
        lines.add("");
        breaks(report);
        resolution(report);
        steps(report);
        exceptions(report);
        queues(report);
        busiestDay(report);
        presumed(report);
    }

    private void heading(String words) {
        lines.add(terminal.strong(words));
    }

    // ---- what breaks

    private void breaks(JsonNode report) {
        var breaks = report.path("breaks");
        boolean holds = Json.text(breaks, "kind").equals("nothing");
        for (var line : wrapped(Json.text(breaks, "sentence"), terminal.width())) {
            lines.add(holds ? terminal.good(line) : terminal.bad(line));
        }
        lines.add("");
    }

    static List<String> wrapped(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    // ---- one rehearsal

    private void resolution(JsonNode report) {
        var stack = report.path("resolution");
        heading("Resolution");
        lines.add("  %8s  resolved, proven by a record".formatted(percent(stack, "resolved")));
        lines.add("  %8s  resolved with nobody at a desk or on the telephone".formatted(percent(stack, "noPerson")));
        lines.add("  %8s  of the entries taken by the systems of record".formatted(percent(stack, "writtenBack")));
        if (stack.path("resolvedCases").asInt() > 0) {
            lines.add("  %8s  to resolution in the middle; nine in ten within %s"
                    .formatted(
                            hours(stack.path("medianHours").asDouble()),
                            hours(stack.path("p90Hours").asDouble())));
        }
        lines.add("");
        for (var outcome : report.path("outcomes")) {
            double share = outcome.path("share").asDouble();
            lines.add("  %,8d  %6s  %-9s  %-24s %s"
                    .formatted(
                            outcome.path("count").asInt(),
                            percent(share),
                            Json.text(outcome, "kind"),
                            Json.text(outcome, "name"),
                            bar(share, BAR)));
        }
        lines.add("");
    }

    private void steps(JsonNode report) {
        var reach = report.path("reach");
        heading("Where people leave");
        lines.add("  %,8d  customers".formatted(report.path("customers").asInt()));
        lines.add("  %,8d  read a message, %,d opened the page, %,d called (%,d of them in vain)"
                .formatted(
                        reach.path("read").asInt(),
                        reach.path("opened").asInt(),
                        reach.path("called").asInt(),
                        reach.path("gaveUpCalling").asInt()));
        var asked = report.path("steps")
                .valueStream()
                .filter(step -> List.of("verify", "disclose", "show", "choose", "ask", "pay", "arrange")
                        .contains(Json.text(step, "kind")))
                .toList();
        if (!asked.isEmpty()) {
            lines.add(terminal.quiet("  %8s  %8s  %6s  %s".formatted("came", "lost", "", "at")));
        }
        for (var step : asked) {
            double share = step.path("lostShare").asDouble();
            lines.add("  %,8d  %,8d  %6s  %-24s %s"
                    .formatted(
                            step.path("people").asInt(),
                            step.path("lost").asInt(),
                            percent(share),
                            Json.text(step, "step"),
                            bar(share, BAR)));
        }
        lines.add("");
    }

    private void exceptions(JsonNode report) {
        heading("To a person, by cause");
        var causes = report.path("exceptions");
        if (causes.isEmpty()) {
            lines.add("  none");
        } else {
            lines.add(terminal.quiet(
                    "  %8s  %8s  %-7s  %-26s %s".formatted("cases", "late", "mostly", "cause", "queue")));
        }
        for (var cause : causes) {
            lines.add("  %,8d  %,8d  %02d:00    %-26s %s"
                    .formatted(
                            cause.path("count").asInt(),
                            cause.path("late").asInt(),
                            cause.path("busiestHour").asInt(),
                            Json.text(cause, "cause"),
                            Json.text(cause, "queue")));
        }
        lines.add("");
    }

    private void queues(JsonNode report) {
        heading("Lines");
        lines.add(terminal.quiet("  %-22s %6s  %7s  %7s  %9s  %9s"
                .formatted("calls", "people", "offered", "gave up", "mean wait", "in target")));
        for (var line : report.path("lines")) {
            var calls = line.path("calls");
            if (calls.isObject()) {
                var row = "  %-22s %6d  %,7d  %7s  %9s  %9s"
                        .formatted(
                                Json.text(line, "line"),
                                line.path("mostPeople").asInt(),
                                calls.path("offered").asInt(),
                                percent(calls, "abandonedShare"),
                                seconds(calls.path("meanWaitSeconds").asDouble()),
                                percent(calls, "inTarget"));
                lines.add(calls.path("abandonedShare").asDouble() > 0.1 ? terminal.bad(row) : row);
            }
        }
        lines.add(terminal.quiet("  %-22s %6s  %7s  %7s  %9s  %9s"
                .formatted("work", "people", "pieces", "late", "mean wait", "9 in 10")));
        for (var line : report.path("lines")) {
            var work = line.path("work");
            if (work.isObject()) {
                lines.add("  %-22s %6d  %,7d  %,7d  %9s  %9s"
                        .formatted(
                                Json.text(line, "line"),
                                line.path("mostPeople").asInt(),
                                work.path("offered").asInt(),
                                work.path("late").asInt()
                                        + work.path("unfinished").asInt(),
                                hours(work.path("meanWaitHours").asDouble()),
                                hours(work.path("p90WaitHours").asDouble())));
            }
        }
        lines.add("");
    }

    /// The day on which most calls came, hour by hour.
    private void busiestDay(JsonNode report) {
        for (var line : report.path("lines")) {
            var calls = line.path("calls");
            if (!calls.isObject()) {
                continue;
            }
            var day = Json.text(calls.path("busiest"), "start").substring(0, 10);
            var hours = line.path("hours")
                    .valueStream()
                    .filter(hour -> Json.text(hour, "start").startsWith(day)
                            && hour.path("calls").asInt() > 0)
                    .toList();
            int most = calls.path("busiest").path("calls").asInt();
            heading("Calls to " + Json.text(line, "line") + " on " + day + ", the busiest day");
            for (var hour : hours) {
                int all = hour.path("calls").asInt();
                int left = hour.path("abandoned").asInt();
                int width = (int) Math.round(2.0 * BAR * all / most);
                int lost = (int) Math.round(width * (double) left / all);
                lines.add("  %s  %,6d  %s%s"
                        .formatted(
                                Json.text(hour, "start").substring(11),
                                all,
                                "█".repeat(width - lost),
                                terminal.bad("░".repeat(lost) + (left == 0 ? "" : " %,d gave up".formatted(left)))));
            }
            lines.add("");
        }
    }

    private void presumed(JsonNode report) {
        var names =
                report.path("presumed").valueStream().map(JsonNode::asString).toList();
        if (!names.isEmpty()) {
            wrapped(
                            "The people of " + String.join(", ", names)
                                    + " are presumed, since no lines file names them (docs/rehearsal.md).",
                            terminal.width())
                    .forEach(line -> lines.add(terminal.quiet(line)));
        }
    }

    // ---- two rehearsals

    private void two(JsonNode first, JsonNode second) {
        var rows = new LinkedHashMap<String, List<String>>();
        var reports = List.of(first, second);
        row(rows, "", reports.stream().map(it -> Json.text(it, "workflow")));
        row(rows, "version", reports.stream().map(it -> Json.text(it, "version").substring(0, 8)));
        row(rows, "Resolved", reports.stream().map(it -> percent(it.path("resolution"), "resolved")));
        row(rows, "  no person needed", reports.stream().map(it -> percent(it.path("resolution"), "noPerson")));
        var names = new LinkedHashSet<String>();
        reports.forEach(it -> it.path("outcomes")
                .valueStream()
                .filter(outcome -> List.of("resolved", "closed").contains(Json.text(outcome, "kind")))
                .forEach(outcome -> names.add(Json.text(outcome, "name"))));
        names.forEach(name -> row(rows, "  " + name, reports.stream().map(it -> "%,d".formatted(outcome(it, name)))));
        row(rows, "To a person", reports.stream().map(it -> percent(it.path("resolution"), "withPerson")));
        row(
                rows,
                "Median time",
                reports.stream()
                        .map(it ->
                                hours(it.path("resolution").path("medianHours").asDouble())));
        row(rows, "Opened the page", reports.stream().map(it -> count(it.path("reach"), "opened")));
        row(rows, "Called", reports.stream().map(it -> count(it.path("reach"), "called")));
        row(rows, "Calls", reports.stream().map(it -> count(calls(it), "offered")));
        row(rows, "  gave up", reports.stream().map(it -> percent(calls(it), "abandonedShare")));
        row(
                rows,
                "  mean wait",
                reports.stream()
                        .map(it -> seconds(calls(it).path("meanWaitSeconds").asDouble())));
        row(rows, "  in target", reports.stream().map(it -> percent(calls(it), "inTarget")));
        row(rows, "Work at desks", reports.stream().map(it -> "%,d".formatted(work(it))));
        lines.add(terminal.strong(
                "The same %,d people, twice".formatted(first.path("customers").asInt())));
        rows.forEach((name, cells) -> lines.add("  %-22s %20s %20s".formatted(name, cells.get(0), cells.get(1))));
        lines.add("");
        for (var report : reports) {
            heading(Json.text(report, "workflow"));
            breaks(report);
        }
    }

    private static void row(Map<String, List<String>> rows, String name, Stream<String> cells) {
        rows.put(name, cells.toList());
    }

    private static int outcome(JsonNode report, String name) {
        return report.path("outcomes")
                .valueStream()
                .filter(outcome -> Json.text(outcome, "name").equals(name))
                .mapToInt(outcome -> outcome.path("count").asInt())
                .sum();
    }

    private static JsonNode calls(JsonNode report) {
        return report.path("lines")
                .valueStream()
                .map(line -> line.path("calls"))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseGet(Json::object);
    }

    private static int work(JsonNode report) {
        return report.path("lines")
                .valueStream()
                .mapToInt(line -> line.path("work").path("offered").asInt(0))
                .sum();
    }

    // ---- words

    private static String count(JsonNode node, String field) {
        return "%,d".formatted(node.path(field).asInt(0));
    }

    private static String percent(JsonNode node, String field) {
        return node.path(field).isNumber() ? percent(node.path(field).asDouble()) : "–";
    }

    private static String percent(double share) {
        return "%.1f %%".formatted(100 * share);
    }

    private static String seconds(double seconds) {
        return seconds < 120 ? "%.0f s".formatted(seconds) : "%.0f min".formatted(seconds / 60);
    }

    private static String hours(double hours) {
        if (hours >= 48) {
            return "%.1f d".formatted(hours / 24);
        }
        return hours >= 1 ? "%.1f h".formatted(hours) : "%.0f min".formatted(hours * 60);
    }

    private static String day(JsonNode report, String field) {
        return Json.text(report, field).replace('T', ' ');
    }

    private static String bar(double share, int width) {
        return "█".repeat((int) Math.round(Math.clamp(share, 0, 1) * width));
    }
}
