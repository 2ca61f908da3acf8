package io.throughline.launcher;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the command line speaks: data on stdout, talk on stderr. Colour and moving progress only where a person looks
/// on.
record Terminal(PrintStream out, PrintStream err, boolean isInteractive, boolean hasColour, int width) {

    private static final int DEFAULT_WIDTH = 80;

    /// The terminal of this process. `always` and `never` come from `--color`; `auto` follows NO_COLOR, TERM and the
    /// terminal.
    static Terminal of(PrintStream out, PrintStream err, Map<String, String> environment, String colour) {
        boolean interactive = isTerminal();
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean coloured = switch (colour) {
            case "always" -> true;
            case "never" -> false;
            default -> interactive && !plain;
        };
        return new Terminal(
                out,
                err,
                interactive && !environment.getOrDefault("TERM", "dumb").equals("dumb"),
                coloured,
                width(environment.get("COLUMNS")));
    }

    private static boolean isTerminal() {
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static int width(@Nullable String columns) {
        try {
            return columns == null ? DEFAULT_WIDTH : Math.clamp(Integer.parseInt(columns), 40, 200);
        } catch (NumberFormatException ignored) {
            return DEFAULT_WIDTH;
        }
    }

    void data(String line) {
        out.println(line);
        out.flush();
    }

    void talk(String line) {
        err.println(line);
        err.flush();
    }

    String strong(String text) {
        return coloured("1", text);
    }

    String good(String text) {
        return coloured("32", text);
    }

    String bad(String text) {
        return coloured("31", text);
    }

    String warning(String text) {
        return coloured("33", text);
    }

    String quiet(String text) {
        return coloured("2", text);
    }

    private String coloured(String code, String text) {
        return hasColour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /// Two columns without boxes: the first as wide as its widest cell.
    void pairs(List<Map.Entry<String, String>> rows) {
        int widest = rows.stream().mapToInt(row -> row.getKey().length()).max().orElse(0);
        for (var row : rows) {
            data("  " + row.getKey() + " ".repeat(widest - row.getKey().length() + 2) + row.getValue());
        }
    }
}
