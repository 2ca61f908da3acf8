package io.throughline.diagram;

import io.throughline.diagram.Chart.Link;
import io.throughline.diagram.Chart.Mark;
import io.throughline.diagram.Chart.Node;
import io.throughline.diagram.Chart.Role;
import io.throughline.diagram.Chart.Way;
import io.throughline.diagram.Plan.Aside;
import io.throughline.diagram.Plan.Box;
import io.throughline.diagram.Plan.Drawn;
import io.throughline.diagram.Plan.Placed;
import io.throughline.diagram.Plan.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes a plan as SVG: lines first, then what stands on them.
final class Picture {
    private static final double MARGIN = 32;
    private static final double HEAD_LINE = 18;
    private static final double ROUND = 8;
    private static final double HEAD_LENGTH = 7;
    private static final double LEGEND_LINE = 22;

    private final Chart chart;
    private final @Nullable Walk walk;
    private final Plan plan;
    private final Svg out = new Svg();

    Picture(Chart chart, @Nullable Walk walk, Plan plan) {
        this.chart = chart;
        this.walk = walk;
        this.plan = plan;
    }

    String svg() {
        var head = headLines();
        double top = MARGIN + 24 + HEAD_LINE * head.size() + 20;
        var anytime = anytime(top + plan.height() + 36);
        double legendTop = top + plan.height() + 36;
        double legendLeft = MARGIN + (anytime == null ? 0 : anytime.card().width() + 48);
        double footBottom = Math.max(
                anytime == null ? 0 : legendTop + anytime.card().height(), legendTop + LEGEND_LINE * legend().size());
        double width =
                2 * MARGIN + Math.max(Math.max(plan.width(), headWidth(head)), legendLeft - MARGIN + legendWidth());
        double height = footBottom + MARGIN;
        open(Math.ceil(width), Math.ceil(height));
        text("h", MARGIN, MARGIN + 16, chart.heading().title());
        double y = MARGIN + 16;
        for (var line : head) {
            y += y == MARGIN + 16 ? 24 : HEAD_LINE;
            text(walk != null && line.equals(head.getLast()) ? "w" : "m", MARGIN, y, line);
        }
        out.open("g", "transform", "translate(" + Svg.number(left(width)) + " " + Svg.number(top) + ")");
        graph();
        out.close("g");
        if (anytime != null) {
            aside(anytime);
            card(anytime);
        }
        legend(legendLeft, legendTop);
        out.close("svg");
        return out.text();
    }

    private double left(double width) {
        return Math.max(MARGIN, Math.round((width - plan.width()) / 2));
    }

    private List<String> headLines() {
        var lines = new ArrayList<>(chart.heading().lines());
        if (walk != null) {
            lines.add("Case " + walk.reference() + ": the way it took is marked, numbered in its order; times are UTC");
        }
        return lines;
    }

    private double headWidth(List<String> lines) {
        return Math.max(
                Lettering.STRONG.width(chart.heading().title(), 18),
                lines.stream()
                        .mapToDouble(line -> Lettering.STRONG.width(line, Card.SMALL))
                        .max()
                        .orElse(0));
    }

    /// The way out of any step, drawn like a step with dashes.
    private @Nullable Placed anytime(double y) {
        if (chart.anytime().isEmpty()) {
            return null;
        }
        var node = new Node(
                Walk.ANYWHERE, Role.STEP, "Any step", "Wherever the case stands", List.of(), chart.anytime(), false);
        return Plan.place(Card.of(node, walk, Card.reach(List.of(node))), MARGIN, y);
    }

    private void open(double width, double height) {
        out.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + Svg.number(width) + " " + Svg.number(height),
                "width",
                Svg.number(width),
                "height",
                Svg.number(height),
                "class",
                walk == null ? "tl" : "tl case",
                "role",
                "img",
                "aria-labelledby",
                "tl-title tl-desc");
        out.element(
                "title",
                chart.heading().title() + (walk == null ? "" : ", case " + walk.reference()),
                "id",
                "tl-title");
        out.element("desc", new Telling(chart, walk).text(), "id", "tl-desc");
        out.raw("<style>\n" + Style.css() + "</style>");
        out.open("defs");
        out.open("pattern", "id", "tl-dots", "width", "18", "height", "18", "patternUnits", "userSpaceOnUse");
        out.empty("circle", "class", "dot", "cx", "9", "cy", "9", "r", "0.9");
        out.close("pattern");
        out.close("defs");
        out.empty("rect", "class", "bg", "width", Svg.number(width), "height", Svg.number(height));
        out.empty("rect", "fill", "url(#tl-dots)", "width", Svg.number(width), "height", Svg.number(height));
    }

    private void graph() {
        // what is marked lies above what is not
        plan.links().stream().sorted(Comparator.comparing(this::weight)).forEach(this::line);
        plan.cards().forEach(this::aside);
        plan.links().forEach(this::label);
        plan.cards().forEach(this::card);
    }

    private int weight(Drawn drawn) {
        return isHot(drawn.link()) ? 2 : drawn.link().happy() && walk == null ? 1 : 0;
    }

    private boolean isHot(Link link) {
        return walk != null && walk.went(link.from(), link.to());
    }

    private String emphasis(Link link) {
        return isHot(link) ? " hot" : link.happy() && walk == null ? " go" : "";
    }

    private void line(Drawn drawn) {
        var link = drawn.link();
        out.open("g", "data-from", link.from(), "data-to", link.to(), "data-outcomes", outcomes(link.ways()));
        out.empty("path", "class", "e" + emphasis(link), "d", path(drawn.points()));
        head("a" + emphasis(link), drawn.points());
        out.close("g");
    }

    private static String outcomes(List<Way> ways) {
        return ways.stream().map(Way::outcome).filter(Objects::nonNull).collect(Collectors.joining(" "));
    }

    /// A line with rounded corners that ends where its arrow head begins.
    private static String path(List<Point> points) {
        var end = shortened(points.get(points.size() - 2), points.getLast());
        var path = new StringBuilder("M" + at(points.getFirst()));
        for (int i = 1; i < points.size() - 1; i++) {
            var corner = points.get(i);
            var next = i + 1 == points.size() - 1 ? end : points.get(i + 1);
            double radius = Math.min(ROUND, Math.min(length(points.get(i - 1), corner), length(corner, next)) / 2);
            path.append('L').append(at(towards(corner, points.get(i - 1), radius)));
            path.append('Q').append(at(corner)).append(' ').append(at(towards(corner, next, radius)));
        }
        return path.append('L').append(at(end)).toString();
    }

    private static Point shortened(Point from, Point to) {
        return towards(to, from, Math.min(HEAD_LENGTH - 1, length(from, to)));
    }

    private static Point towards(Point from, Point to, double by) {
        double length = length(from, to);
        return length == 0
                ? from
                : new Point(from.x() + (to.x() - from.x()) * by / length, from.y() + (to.y() - from.y()) * by / length);
    }

    private static double length(Point a, Point b) {
        return Math.abs(a.x() - b.x()) + Math.abs(a.y() - b.y()); // lines run along the axes
    }

    private static String at(Point point) {
        return Svg.number(point.x()) + " " + Svg.number(point.y());
    }

    private void head(String css, List<Point> points) {
        var tip = points.getLast();
        var before = points.get(points.size() - 2);
        double x = Math.signum(tip.x() - before.x());
        double y = Math.signum(tip.y() - before.y());
        double half = HEAD_LENGTH * 0.62;
        var left = new Point(tip.x() - x * HEAD_LENGTH - y * half, tip.y() - y * HEAD_LENGTH + x * half);
        var right = new Point(tip.x() - x * HEAD_LENGTH + y * half, tip.y() - y * HEAD_LENGTH - x * half);
        out.empty("path", "class", css, "d", "M" + at(tip) + "L" + at(left) + "L" + at(right) + "Z");
    }

    private void label(Drawn drawn) {
        if (!drawn.label().isEmpty()) {
            words(drawn.label(), drawn.labelBox());
        }
    }

    private void words(Label label, Box box) {
        out.empty(
                "rect",
                "class",
                "lb",
                "x",
                Svg.number(box.x()),
                "y",
                Svg.number(box.y()),
                "width",
                Svg.number(box.width()),
                "height",
                Svg.number(box.height()),
                "rx",
                "4");
        double y = box.middle() - label.height() / 2 + 10.5;
        for (var line : label.lines()) {
            text(line.hot() ? "l hot" : "l", box.centre(), y, line.text());
            y += Label.LINE;
        }
    }

    /// The exceptions beside a card.
    private void aside(Placed placed) {
        for (var aside : placed.chips()) {
            boolean hot = aside.chip().hot();
            var exit = aside.chip().exit();
            var points = List.of(
                    new Point(placed.box().right(), aside.arrow()),
                    new Point(aside.box().x(), aside.arrow()));
            out.open("g", "data-from", exit.from(), "data-to", exit.target(), "data-outcomes", outcomes(exit.ways()));
            out.empty("path", "class", hot ? "e hot" : exit.back() ? "e" : "e x", "d", path(points));
            head(hot ? "a hot" : "a", points);
            words(aside.chip().label(), aside.label());
            out.close("g");
            chip(aside, hot);
        }
    }

    private void chip(Aside aside, boolean hot) {
        var chip = aside.chip();
        if (chip.exit().back()) {
            back(aside, hot);
            return;
        }
        out.open(
                "g",
                "class",
                hot ? "chip hot" : "chip",
                "data-exception",
                chip.exit().target());
        out.element("title", chip.exit().title() + ". " + chip.exit().detail());
        box("b", aside.box(), 8);
        double x = aside.box().x() + Card.Chip.PAD;
        double y = aside.box().y() + chip.textTop() + 13;
        for (var line : chip.title()) {
            text("ct", x, y, line);
            y += Card.TITLE_LINE;
        }
        y -= 1;
        for (var line : chip.detail()) {
            text("m", x, y, line);
            y += Card.Chip.LINE;
        }
        for (var line : chip.times()) {
            text("w", x, y, line);
            y += Card.Chip.LINE;
        }
        out.close("g");
    }

    private void back(Aside aside, boolean hot) {
        out.open(
                "g",
                "class",
                hot ? "back hot" : "back",
                "data-back",
                aside.chip().exit().target());
        out.element("title", "Back to " + aside.chip().exit().title());
        box("b", aside.box(), aside.box().height() / 2);
        icon(
                Icon.UP,
                hot ? " act" : "",
                aside.box().x() + Card.Chip.PAD - 3,
                aside.box().y() + 6);
        text(
                "w",
                aside.box().x() + Card.Chip.PAD + Card.Chip.BACK,
                aside.box().y() + 17,
                aside.chip().exit().title());
        out.close("g");
    }

    private void card(Placed placed) {
        var card = placed.card();
        var node = card.node();
        boolean hot = walk != null && (walk.visited(node.name()) || node.role() == Role.START);
        out.open("g", "class", role(node) + (hot ? " hot" : ""), "data-step", node.name());
        out.element("title", node.title() + ". " + node.detail());
        box(node.name().equals(Walk.ANYWHERE) ? "b any" : "b", placed.box(), node.role() == Role.STEP ? 8 : 14);
        double x = placed.box().x() + Card.PAD;
        double y = placed.box().y() + card.textTop() + 13;
        if (node.role() == Role.RESOLVED || node.role() == Role.CLOSED) {
            icon(
                    node.role() == Role.RESOLVED ? Icon.DONE : Icon.CLOSED,
                    node.role() == Role.RESOLVED ? " ok" : "",
                    x - 2,
                    y - 12);
            x += Card.ICON + Card.ICON_GAP;
        }
        for (var line : card.title()) {
            text("t", x, y, line);
            y += Card.TITLE_LINE;
        }
        x = placed.box().x() + Card.PAD;
        for (var line : card.detail()) {
            text("d", x, y, line);
            y += Card.LINE;
        }
        y += 4;
        for (var row : card.marks()) {
            marks(row, x, y);
            y += Card.SMALL_LINE;
        }
        y += card.marks().isEmpty() ? 2 : 6;
        for (var line : card.times()) {
            text("w", x, y, line);
            y += Card.LINE;
        }
        out.close("g");
    }

    private static String role(Node node) {
        return node.role().name().toLowerCase(Locale.ROOT);
    }

    private void marks(List<Mark> row, double left, double y) {
        double x = left;
        for (var mark : row) {
            icon(mark.icon(), "", x - 1, y - 11);
            text("m", x + Card.ICON + Card.ICON_GAP, y, mark.word());
            x += Card.width(mark) + Card.MARK_GAP;
        }
    }

    private void icon(Icon icon, String css, double x, double y) {
        out.raw("<g class=\"i" + css + "\" transform=\"translate(" + Svg.number(x) + " " + Svg.number(y)
                + ") scale(.94)\">" + icon.shape() + "</g>");
    }

    private void box(String css, Box box, double radius) {
        out.empty(
                "rect",
                "class",
                css,
                "x",
                Svg.number(box.x()),
                "y",
                Svg.number(box.y()),
                "width",
                Svg.number(box.width()),
                "height",
                Svg.number(box.height()),
                "rx",
                Svg.number(radius));
    }

    private void text(String css, double x, double y, String words) {
        out.element("text", words, "class", css, "x", Svg.number(x), "y", Svg.number(y));
    }

    /// A kind of line and what it means.
    private record Key(String line, String words) {}

    private List<Key> legend() {
        var exit = new Key(" x", "into an exception, to a person");
        var keys = new ArrayList<Key>();
        if (walk != null) {
            keys.add(new Key(" hot", "the way of the case"));
            keys.add(new Key("", "a way it did not take"));
        } else {
            keys.add(new Key(" go", "the happy path"));
            keys.add(new Key("", "another way; \u2191 back to a step above"));
        }
        keys.add(exit);
        return keys;
    }

    private double legendWidth() {
        return 48
                + legend().stream()
                        .mapToDouble(key -> Lettering.PLAIN.width(key.words(), Card.SMALL))
                        .max()
                        .orElse(0);
    }

    private void legend(double left, double top) {
        double y = top + 12;
        for (var key : legend()) {
            var points = List.of(new Point(left, y), new Point(left + 36, y));
            out.empty("path", "class", "e" + key.line(), "d", path(points));
            head("a" + (key.line().equals(" x") ? "" : key.line()), points);
            text("m", left + 46, y + 4, key.words());
            y += LEGEND_LINE;
        }
    }
}
