package io.throughline.launcher;

import io.throughline.workflow.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Findings for a person: by file, each with the line it is about and a mark under the place.
record LintReport(Terminal terminal, List<LintCommand.Located> found, int definitions) {
    private static final String INDENT = "    ";

    void print(double seconds) throws IOException {
        var sources = new HashMap<Path, List<String>>();
        var file = Path.of("");
        for (var one : found) {
            if (!one.path().equals(file)) {
                file = one.path();
                terminal.data((one.equals(found.getFirst()) ? "" : "\n") + terminal.strong(file.toString()));
            }
            if (!sources.containsKey(file)) {
                sources.put(file, Files.readAllLines(file));
            }
            print(one, sources);
        }
        terminal.data((found.isEmpty() ? "" : "\n") + summary(seconds));
    }

    private void print(LintCommand.Located one, Map<Path, List<String>> sources) {
        var finding = one.finding();
        boolean error = finding.severity() == Severity.ERROR;
        var word = error
                ? terminal.bad("error")
                : terminal.warning("warning");
        terminal.data("  " + word + " " + finding.line() + ":" + finding.column() + "  "
                + terminal.quiet(finding.rule().id()));
        wrapped(finding.message()).forEach(line -> terminal.data(INDENT + line));
        var lines = sources.getOrDefault(one.path(), List.of());
        if (finding.line() <= lines.size()) {
            quote(lines.get(finding.line() - 1), finding.column(), error);
        }
    }

    /// The line, cut to the window around the place when it is long.
    private void quote(String line, int column, boolean error) {
        int room = terminal.width() - INDENT.length() - 2;
        int from = column > room ? column - room / 2 : 0;
        var shown = line.substring(Math.min(from, line.length())).replace('\t', ' ');
        shown = shown.length() > room ? shown.substring(0, room - 1) + "…" : shown;
        int indent = shown.length() - shown.stripLeading().length();
        int mark = Math.max(0, column - 1 - from - indent);
        terminal.data(INDENT + terminal.quiet("| ") + shown.strip());
        terminal.data(INDENT + terminal.quiet("| ") + " ".repeat(mark)
                + (error ? terminal.bad("^") : terminal.warning("^")));
    }

    private List<String> wrapped(String text) {
        int room = terminal.width() - INDENT.length();
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private String summary(double seconds) {
        long errors = found.stream()
                .filter(one -> one.finding().severity() == Severity.ERROR)
                .count();
        long warnings = found.size() - errors;
        var what = found.isEmpty()
                ? terminal.good("no problems")
                : count(errors, "error") + " and " + count(warnings, "warning");
        return count(definitions, "definition") + ", " + what + String.format(Locale.ROOT, ", %.1f s", seconds);
    }

    private static String count(long number, String of) {
        return number + " " + of + (number == 1 ? "" : "s");
    }
}
