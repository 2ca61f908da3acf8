package io.throughline.rehearsal.picture;

import io.throughline.rehearsal.Report;
import java.util.List;
import java.util.stream.Collectors;

/// Draws one rehearsal, or two of the same people beside each other: a page that says what happens, and
/// what breaks.
public final class Picture {
    static final double WIDTH = 600;
    private static final double MARGIN = 32;
    private static final double HEAD = 92;
    private static final int MOST = 2;

    private Picture() {}

    /// @param reports one or two
    public static String of(List<Report> reports) {
        if (reports.isEmpty() || reports.size() > MOST) {
            throw new IllegalArgumentException("one or two rehearsals, not " + reports.size());
        }
        var svg = new Svg();
        var columns =
                reports.stream().map(report -> new Column(report, reports)).toList();
        double height = columns.getFirst().height() + HEAD + MARGIN;
        double width = MARGIN + columns.size() * (WIDTH + MARGIN);
        svg.line(
                ("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"rh\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\""
                                + " role=\"document\" aria-labelledby=\"title desc\">")
                        .formatted(Svg.number(width), Svg.number(height), Svg.number(width), Svg.number(height)));
        var first = reports.getFirst();
        var title = "Rehearsal: " + reports.stream().map(Report::workflow).collect(Collectors.joining(" against "));
        svg.line("<title id=\"title\">%s</title>".formatted(Svg.escaped(title)));
        svg.line("<desc id=\"desc\">%s</desc>"
                .formatted(Svg.escaped(reports.stream()
                        .map(report ->
                                report.workflow() + ": " + report.breaks().sentence())
                        .collect(Collectors.joining(" ")))));
        svg.line("<style>" + Look.css() + "</style>");
        svg.line("<defs><pattern id=\"gone\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\""
                + " patternTransform=\"rotate(45)\"><rect class=\"hatched\" width=\"5\" height=\"5\"/>"
                + "<line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" stroke-width=\"3\"/></pattern></defs>");
        svg.rect("bg", 0, 0, width, height, 0);
        svg.text("h1", MARGIN, 46, title);
        svg.text(
                "m",
                MARGIN,
                70,
                "%s%,d customers, seed %d. First case %s, local time of the lines (%s)."
                        .formatted(
                                reports.size() > 1 ? "The same " : "",
                                first.customers(),
                                first.seed(),
                                Words.day(first.from()),
                                first.zone()));
        double x = MARGIN;
        for (var column : columns) {
            column.draw(svg, x, HEAD);
            x += WIDTH + MARGIN;
        }
        svg.line("</svg>");
        return svg.text();
    }
}
