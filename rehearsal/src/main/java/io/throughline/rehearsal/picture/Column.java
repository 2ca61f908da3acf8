package io.throughline.rehearsal.picture;

import io.throughline.rehearsal.Report;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// One rehearsal, from top to bottom. Beside another one, both have the same heights and the same scales.
final class Column {
    private static final double WIDTH = Picture.WIDTH;
    private static final double PAD = 20;
    private static final double GAP = 16;
    private static final double ROW = 22;
    private static final int MOST_CAUSES = 7;
    private static final int MOST_STEPS = 12;
    private static final int LETTERS = 94;
    private static final Set<String> ASKED = Set.of("verify", "disclose", "show", "choose", "ask", "pay", "arrange");
    private final Report report;
    private final List<Report> all;

    /// @param all the reports on the page, for their common scales
    Column(Report report, List<Report> all) {
        this.report = report;
        this.all = all;
    }

    private double most(ToDoubleFunction<Column> height) {
        return all.stream()
                .mapToDouble(one -> height.applyAsDouble(one == report ? this : new Column(one, all)))
                .max()
                .orElse(0);
    }

    double height() {
        return sentence() + figures() + stack() + steps() + CallChart.HEIGHT + causes() + 5 * GAP;
    }

    void draw(Svg svg, double x, double top) {
        double y = top;
        sentence(svg, x, y);
        y += sentence() + GAP;
        figures(svg, x, y);
        y += figures() + GAP;
        stack(svg, x, y);
        y += stack() + GAP;
        steps(svg, x, y);
        y += steps() + GAP;
        new CallChart(report, all).draw(svg, x, y);
        y += CallChart.HEIGHT + GAP;
        causes(svg, x, y);
    }

    static void panel(Svg svg, double x, double y, double height, String title, String aside) {
        svg.rect("panel", x, y, WIDTH, height, 8);
        svg.text("h3", x + PAD, y + 28, title);
        svg.text("s r", x + WIDTH - PAD, y + 28, aside);
    }

    // ---- what breaks

    private List<String> words() {
        return Words.wrapped(report.breaks().sentence(), LETTERS);
    }

    private double sentence() {
        return most(one -> 66 + one.words().size() * 19);
    }

    private void sentence(Svg svg, double x, double y) {
        boolean holds = report.breaks().kind().equals("nothing");
        svg.rect(holds ? "okbox" : "badbox", x, y, WIDTH, sentence(), 8);
        svg.text("h2", x + PAD, y + 32, Words.cut(report.title(), 60));
        svg.text(
                "s r",
                x + WIDTH - PAD,
                y + 32,
                report.workflow() + " "
                        + report.version()
                                .substring(0, Math.min(8, report.version().length())));
        double line = y + 56;
        for (var words : words()) {
            svg.text("", x + PAD, line, words);
            line += 19;
        }
    }

    // ---- four figures

    private double figures() {
        return 92;
    }

    private void figures(Svg svg, double x, double y) {
        svg.rect("panel", x, y, WIDTH, figures(), 8);
        var stack = report.resolution();
        double cell = (WIDTH - 2 * PAD) / 4;
        var calls = CallChart.line(report);
        double gaveUp =
                calls == null || calls.calls() == null ? 0 : calls.calls().abandonedShare();
        figure(svg, x + PAD, y, Words.percent(stack.resolved()), "resolved, with proof", false);
        figure(svg, x + PAD + cell, y, Words.percent(stack.noPerson()), "no person needed", false);
        figure(svg, x + PAD + 2 * cell, y, Words.percent(gaveUp), "of calls given up", gaveUp > 0.1);
        figure(
                svg,
                x + PAD + 3 * cell,
                y,
                stack.resolvedCases() == 0 ? "–" : Words.hours(stack.medianHours()),
                "median to resolve",
                false);
    }

    private static void figure(Svg svg, double x, double y, String figure, String label, boolean isBad) {
        svg.text(isBad ? "big bad" : "big", x, y + 48, figure);
        svg.text("m", x, y + 70, label);
    }

    // ---- the resolution stack

    /// One part of the bar: the resolved and the closed by name, exceptions and what is still open as one
    /// each.
    private record Part(String look, String label, int count, double strength) {}

    private List<Part> parts() {
        var parts = new java.util.ArrayList<Part>();
        double strength = 1;
        for (var outcome : report.outcomes()) {
            if (outcome.kind().equals("resolved")) {
                parts.add(new Part("good", outcome.name(), outcome.count(), strength));
                strength = Math.max(0.4, strength - 0.28);
            }
        }
        strength = 0.75;
        for (var outcome : report.outcomes()) {
            if (outcome.kind().equals("closed")) {
                parts.add(new Part("closed", outcome.name(), outcome.count(), strength));
                strength = Math.max(0.3, strength - 0.25);
            }
        }
        add(parts, "exception", "person", "went to a person");
        add(parts, "open", "open", "still open");
        return parts;
    }

    private void add(List<Part> parts, String kind, String look, String label) {
        int count = report.outcomes().stream()
                .filter(outcome -> outcome.kind().equals(kind))
                .mapToInt(Report.Outcome::count)
                .sum();
        if (count > 0) {
            parts.add(new Part(look, label, count, 1));
        }
    }

    private double stack() {
        return most(one -> 100 + (one.parts().size() + 1) / 2 * ROW);
    }

    private void stack(Svg svg, double x, double y) {
        panel(svg, x, y, stack(), "What becomes of the cases", "of " + Words.count(report.customers()));
        var parts = parts();
        double wide = WIDTH - 2 * PAD;
        svg.open("Resolved: " + Words.percent(report.resolution().resolved()));
        double at = x + PAD;
        for (var part : parts) {
            double width = wide * part.count() / report.customers();
            svg.shade(part.look() + " edge", at, y + 44, width, 28, part.strength());
            at += width;
        }
        svg.close();
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            double left = x + PAD + (i % 2) * (wide / 2);
            double line = y + 102 + (i / 2) * ROW;
            svg.shade(part.look(), left, line - 10, 11, 11, part.strength());
            svg.text("", left + 19, line, Words.cut(part.label(), 20));
            svg.text("m r", left + wide / 2 - 76, line, Words.count(part.count()));
            svg.text("m r", left + wide / 2 - 24, line, Words.percent(part.count() / (double) report.customers()));
        }
    }

    // ---- where people leave

    private List<Report.StepFigures> asked() {
        return report.steps().stream()
                .filter(step -> ASKED.contains(step.kind()))
                .sorted(java.util.Comparator.comparingInt(Report.StepFigures::lost)
                        .reversed())
                .limit(MOST_STEPS)
                .sorted(java.util.Comparator.comparingInt(step -> report.steps().indexOf(step)))
                .toList();
    }

    /// How far people came before any step.
    private record Reached(String name, int people, int lost) {}

    private List<Reached> reached() {
        var reach = report.reach();
        return java.util.stream.Stream.of(
                        new Reached("read a message", reach.read(), 0),
                        new Reached("opened the page", reach.opened(), 0),
                        new Reached("called", reach.called(), reach.gaveUpCalling()))
                .filter(one -> one.people() > 0)
                .toList();
    }

    private double steps() {
        return most(one -> 82 + (one.asked().size() + one.reached().size()) * ROW);
    }

    private void steps(Svg svg, double x, double y) {
        panel(svg, x, y, steps(), "Where people leave", "came to the step, and lost there");
        double line = y + 58;
        for (var before : reached()) {
            row(svg, x, line, before.name(), before.people(), before.lost());
            line += ROW;
        }
        for (var step : asked()) {
            row(svg, x, line, step.step(), step.people(), step.lost());
            line += ROW;
        }
        svg.text(
                "s",
                x + PAD,
                line + 8,
                "amber: left there for good, or did not get through, and was not resolved in the end");
    }

    private void row(Svg svg, double x, double y, String name, int came, int lost) {
        double from = x + 168;
        double wide = WIDTH - 168 - 150;
        double width = wide * came / report.customers();
        double gone = wide * Math.min(came, lost) / report.customers();
        svg.text("", x + PAD, y, Words.cut(name, 22));
        svg.rect("well", from, y - 12, wide, 14, 2);
        svg.shade("closed", from, y - 12, width, 14, 0.55);
        svg.rect("lost", from + width - gone, y - 12, gone, 14, 0);
        svg.text("m r", x + WIDTH - 86, y, Words.count(came));
        svg.text("m r", x + WIDTH - PAD, y, lost == 0 ? "" : "−" + Words.count(lost));
    }

    // ---- exceptions by hour

    private List<Report.Cause> shown() {
        return report.exceptions().stream().limit(MOST_CAUSES).toList();
    }

    private double causes() {
        return most(one -> 92 + Math.max(1, one.shown().size()) * ROW);
    }

    private void causes(Svg svg, double x, double y) {
        panel(svg, x, y, causes(), "To a person, by cause and hour of the day", "stronger: more in that hour");
        double from = x + 226;
        double cell = (WIDTH - 226 - 70) / 24;
        double line = y + 58;
        if (shown().isEmpty()) {
            svg.text("m", x + PAD, line, "No case went to a person.");
        }
        int most = all.stream()
                .flatMap(one -> one.exceptions().stream())
                .flatMap(cause -> cause.byHour().stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(1);
        for (var cause : shown()) {
            svg.open("%s to %s: %d, mostly at %d"
                    .formatted(cause.cause(), cause.queue(), cause.count(), cause.busiestHour()));
            svg.text("", x + PAD, line, Words.cut(cause.cause(), 28));
            for (int hour = 0; hour < 24; hour++) {
                int count = cause.byHour().get(hour);
                svg.rect("well", from + hour * cell, line - 12, cell - 1.5, 16, 2);
                if (count > 0) {
                    svg.shade(
                            "heat",
                            from + hour * cell,
                            line - 12,
                            cell - 1.5,
                            16,
                            0.25 + 0.75 * Math.sqrt(count / (double) most));
                }
            }
            svg.text("m r", x + WIDTH - PAD, line, Words.count(cause.count()));
            svg.close();
            line += ROW;
        }
        for (int hour = 0; hour < 24; hour += 6) {
            svg.text("s", from + hour * cell, line + 4, "%02d".formatted(hour));
        }
        presumed(svg, x, line + 4);
    }

    private void presumed(Svg svg, double x, double y) {
        if (!report.presumed().isEmpty()) {
            svg.text("s", x + PAD, y, "People presumed in " + report.presumed().size() + " lines");
        }
    }
}
