package io.throughline.rehearsal.picture;

import io.throughline.rehearsal.Report;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Calls hour by hour on the day with the most of them: answered, given up, and what the people there can
/// take.
final class CallChart {
    static final double HEIGHT = 250;
    private static final double PAD = 20;
    private static final double LEFT = 52;
    private static final double TOP = 56;
    private static final double BOTTOM = 48;
    private static final int DAY = 10;
    private static final int FROM = 7;
    private static final int TO = 22;
    private final Report report;
    private final double most;

    CallChart(Report report, List<Report> all) {
        this.report = report;
        this.most = all.stream().mapToDouble(CallChart::highest).max().orElse(0);
    }

    /// The line that customers call, if anybody did.
    static Report.@Nullable LineFigures line(Report report) {
        return report.lines().stream()
                .filter(line -> line.calls() != null)
                .max(Comparator.comparingInt(
                        line -> Objects.requireNonNull(line.calls()).offered()))
                .orElse(null);
    }

    private static double highest(Report report) {
        var line = line(report);
        return line == null
                ? 0
                : hours(line).stream()
                        .mapToDouble(hour -> Math.max(hour.calls(), can(line, hour)))
                        .max()
                        .orElse(0);
    }

    private static String day(Report.LineFigures line) {
        return Objects.requireNonNull(line.calls()).busiest().start().substring(0, DAY);
    }

    private static List<Report.Hour> hours(Report.LineFigures line) {
        var day = day(line);
        return line.hours().stream()
                .filter(hour -> hour.start().startsWith(day) && hour(hour) >= FROM && hour(hour) < TO)
                .toList();
    }

    private static int hour(Report.Hour hour) {
        return Integer.parseInt(hour.start().substring(DAY + 1, DAY + 3));
    }

    /// Calls that the people of an hour can take.
    private static double can(Report.LineFigures line, Report.Hour hour) {
        double handle = Objects.requireNonNull(line.calls()).meanHandleSeconds();
        return handle == 0 ? 0 : hour.people() * 3600 / handle;
    }

    void draw(Svg svg, double x, double y) {
        var line = line(report);
        if (line == null || line.calls() == null) {
            Column.panel(svg, x, y, HEIGHT, "Calls", "");
            svg.text("m", x + PAD, y + 60, "Nobody calls.");
            return;
        }
        Column.panel(
                svg,
                x,
                y,
                HEIGHT,
                "Calls to " + Words.cut(line.line(), 24) + " on "
                        + Words.day(day(line) + "T00:00").replace(" 00:00", ""),
                "line: what the people there can take");
        svg.open("%s calls in all, %s given up"
                .formatted(
                        Words.count(line.calls().offered()),
                        Words.percent(line.calls().abandonedShare())));
        grid(svg, x, y);
        bars(svg, x, y, line);
        svg.close();
        legend(svg, x, y + HEIGHT - 14);
    }

    private static double slot() {
        return (Picture.WIDTH - LEFT - PAD) / (TO - FROM);
    }

    private double height(double calls) {
        return most == 0 ? 0 : (HEIGHT - TOP - BOTTOM) * calls / most;
    }

    private void grid(Svg svg, double x, double y) {
        double base = y + HEIGHT - BOTTOM;
        double step = step(most);
        for (double value = 0; value <= most; value += step) {
            svg.stroke(
                    value == 0 ? "axis" : "grid",
                    x + LEFT,
                    base - height(value),
                    x + Picture.WIDTH - PAD,
                    base - height(value));
            svg.text("s r", x + LEFT - 8, base - height(value) + 4, Words.count((long) value));
        }
        for (int hour = FROM; hour < TO; hour++) {
            svg.text("s c", x + LEFT + (hour - FROM + 0.5) * slot(), base + 15, "%02d".formatted(hour));
        }
    }

    /// A round distance that gives three to six lines.
    private static double step(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, most))));
        for (double factor : new double[] {0.2, 0.5, 1, 2}) {
            if (most / (power * factor) <= 6) {
                return Math.max(1, power * factor);
            }
        }
        return power * 2;
    }

    private void bars(Svg svg, double x, double y, Report.LineFigures line) {
        double base = y + HEIGHT - BOTTOM;
        var can = new StringBuilder();
        double bar = slot() * 0.66;
        for (var hour : hours(line)) {
            double left = x + LEFT + (hour(hour) - FROM) * slot();
            double answered = height(hour.calls() - hour.abandoned());
            double gone = height(hour.abandoned());
            svg.rect("answered", left + (slot() - bar) / 2, base - answered, bar, answered, 0);
            svg.rect("gone", left + (slot() - bar) / 2, base - answered - gone, bar, gone, 0);
            double level = base - height(can(line, hour));
            can.append("M%s %sH%s".formatted(Svg.number(left), Svg.number(level), Svg.number(left + slot())));
        }
        svg.path("can", can.toString());
    }

    private static void legend(Svg svg, double x, double y) {
        svg.rect("answered", x + LEFT, y - 9, 11, 11, 2);
        svg.text("s", x + LEFT + 18, y, "answered");
        svg.rect("gone", x + LEFT + 92, y - 9, 11, 11, 2);
        svg.text("s", x + LEFT + 110, y, "given up");
    }
}
