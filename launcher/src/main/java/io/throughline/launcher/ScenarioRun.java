package io.throughline.launcher;

import io.throughline.scenario.Coverage;
import io.throughline.scenario.Report;
import io.throughline.scenario.Scenarios;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.Finding;
import io.throughline.workflow.InvalidDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// The scenarios of some workflows, played, and how to tell it to people and to programs.
///
/// @param silent workflows without scenarios; they count in the totals
record ScenarioRun(List<Report> reports, List<Report> silent, List<Finding> problems) {

    static ScenarioRun of(List<Path> workflows) throws IOException {
        var played = new Scenarios(PackFolder.of(null).law());
        var reports = new ArrayList<Report>();
        var silent = new ArrayList<Report>();
        var problems = new ArrayList<Finding>();
        for (var workflow : workflows) {
            var file = scenarios(workflow);
            try {
                var definition = DefinitionReader.read(workflow);
                if (Files.exists(file)) {
                    reports.add(played.play(definition, file.toString(), Files.readString(file)));
                } else {
                    var nothing = played.coverage(definition, file.toString(), "");
                    silent.add(new Report(workflow.toString(), definition.name(), List.of(), nothing, Map.of()));
                }
            } catch (InvalidDefinition e) {
                problems.addAll(e.findings());
            }
        }
        return new ScenarioRun(reports, silent, problems);
    }

    /// Where the scenarios of a workflow lie.
    static Path scenarios(Path workflow) {
        var name = String.valueOf(workflow.getFileName());
        return workflow.resolveSibling(name.replaceFirst("\\.yaml$", "") + Scenarios.SUFFIX);
    }

    boolean ok() {
        return problems.isEmpty() && reports.stream().allMatch(Report::ok);
    }

    private long failed() {
        return reports.stream().mapToLong(Report::failed).sum();
    }

    private long all() {
        return reports.stream().mapToLong(report -> report.results().size()).sum();
    }

    private Map<Coverage.Kind, Coverage.Count> totals() {
        var totals = new EnumMap<Coverage.Kind, Coverage.Count>(Coverage.Kind.class);
        for (var kind : Coverage.Kind.values()) {
            var sum = new Coverage.Count(0, 0);
            for (var report : reports) {
                sum = sum.plus(report.coverage().count(kind));
            }
            for (var report : silent) {
                sum = sum.plus(report.coverage().count(kind));
            }
            totals.put(kind, sum);
        }
        return totals;
    }

    // ---- for people

    List<String> lines(Terminal terminal) {
        var lines = new ArrayList<String>();
        for (var report : reports) {
            lines.addAll(lines(report, terminal));
        }
        silent.forEach(report -> lines.add(report.file() + ": no scenarios"));
        problems.forEach(problem -> lines.add(terminal.bad(problem.toString())));
        lines.add("%,d passed, %,d failed%s"
                .formatted(
                        all() - failed(),
                        failed(),
                        problems.isEmpty() ? "" : ", %,d problems in the files".formatted(problems.size())));
        return lines;
    }

    private static List<String> lines(Report report, Terminal terminal) {
        var lines = new ArrayList<String>();
        lines.add(terminal.strong(report.workflow()) + " "
                + terminal.quiet("(%s, %,d scenarios)"
                        .formatted(report.file(), report.results().size())));
        report.results().stream().filter(result -> !result.ok()).forEach(result -> {
            lines.add("  " + terminal.bad("failed") + " " + result.scenario());
            lines.add("    " + report.file() + ":" + result.failedAt() + "  " + result.said());
            lines.add("    expected  " + result.expected());
            lines.add("    got       " + result.got());
            result.trace().forEach(step -> lines.add(terminal.quiet("      " + step)));
        });
        lines.add("  covered: "
                + java.util.Arrays.stream(Coverage.Kind.values())
                        .map(kind -> kind.word() + " " + of(report.coverage().count(kind)))
                        .collect(Collectors.joining(", ")));
        for (var kind : Coverage.Kind.values()) {
            var missing = report.coverage().missing(kind);
            if (!missing.isEmpty()) {
                lines.add("  not covered, " + kind.word() + ": " + String.join(", ", missing));
            }
        }
        for (var kind : report.lacking()) {
            lines.add("  "
                    + terminal.bad("%s are covered to %d %%, the file asks for %d %%"
                            .formatted(
                                    kind.word(),
                                    report.coverage().count(kind).percent(),
                                    asked(report, kind).orElse(0))));
        }
        return lines;
    }

    private static String of(Coverage.Count count) {
        return count.covered() + " of " + count.total();
    }

    private static Optional<Integer> asked(Report report, Coverage.Kind kind) {
        return Optional.ofNullable(report.goals().get(kind));
    }

    // ---- for programs

    ObjectNode json() {
        var document = Json.object();
        document.put("ok", ok()).put("passed", all() - failed()).put("failed", failed());
        var coverage = document.putObject("coverage");
        totals().forEach((kind, count) -> count(coverage, kind, count));
        var scenarios = document.putArray("scenarios");
        var files = document.putArray("files");
        for (var report : reports) {
            report.results()
                    .forEach(result -> scenarios
                            .addObject()
                            .put("file", report.file())
                            .put("line", result.ok() ? result.line() : result.failedAt())
                            .put("scenario", result.scenario())
                            .put("ok", result.ok())
                            .put("expected", result.expected())
                            .put("got", result.got())
                            .put("step", result.step()));
        }
        reports.forEach(report -> file(files.addObject(), report));
        silent.forEach(report -> file(files.addObject(), report));
        var wrong = document.putArray("problems");
        problems.forEach(problem -> wrong.addObject()
                .put("file", problem.file())
                .put("line", problem.line())
                .put("column", problem.column())
                .put("rule", problem.rule().id())
                .put("message", problem.message()));
        return document;
    }

    private static void count(ObjectNode coverage, Coverage.Kind kind, Coverage.Count count) {
        coverage.putObject(kind.word()).put("covered", count.covered()).put("total", count.total());
    }

    private static void file(ObjectNode file, Report report) {
        file.put("file", report.file()).put("workflow", report.workflow());
        file.put("scenarios", report.results().size()).put("ok", report.ok());
        var coverage = file.putObject("coverage");
        var missing = file.putObject("missing");
        var asked = file.putObject("asked");
        for (var kind : Coverage.Kind.values()) {
            count(coverage, kind, report.coverage().count(kind));
            var names = missing.putArray(kind.word());
            report.coverage().missing(kind).forEach(names::add);
            asked(report, kind).ifPresent(percent -> asked.put(kind.word(), percent));
        }
    }
}
