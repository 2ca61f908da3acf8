package io.throughline.diagram;

import io.throughline.diagram.Chart.Exit;
import io.throughline.diagram.Chart.Mark;
import io.throughline.diagram.Chart.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node with its texts broken into lines and its sizes known: the card itself, and beside it one chip for
/// each exception it can end in and each step it can go back to. Sizes are pixels.
///
/// @param marks rows of marks that fit side by side
/// @param times when a case came here; empty without a case
/// @param chips beside the card, from the top
/// @param reach from the card's edge to the chips: the label and the arrow; the same on every card, so that
/// the chips of a column stand in line
record Card(
        Node node,
        List<String> title,
        List<String> detail,
        List<List<Mark>> marks,
        List<String> times,
        List<Chip> chips,
        double reach) {
    static final double WIDTH = 224;
    static final double PAD = 14;
    static final double TITLE_SIZE = 13;
    static final double TITLE_LINE = 18;
    static final double SIZE = 12;
    static final double LINE = 16;
    static final double SMALL = 11;
    static final double SMALL_LINE = 18;
    static final double ICON = 14;
    static final double ICON_GAP = 5;
    static final double MARK_GAP = 12;
    private static final double TOP = 11;
    private static final double CHIPS_GAP = 10;
    /// Between a card's corner and the nearest arrow.
    private static final double ARROW_MARGIN = 14;

    /// Room for an arrow's head.
    static final double ARROW = 8;

    /// An exception, or a step above, beside a card.
    ///
    /// @param label the outcomes that lead there
    record Chip(Exit exit, Label label, List<String> title, List<String> detail, List<String> times, boolean hot) {
        static final double WIDTH = 192;
        static final double PAD = 11;
        static final double LINE = 15;
        private static final double TOP = 7;
        /// On each side of the label, the arrow's head included.
        private static final double LABEL_GAP = 18;

        double height() {
            if (exit.back()) {
                return 26;
            }
            return 2 * TOP + TITLE_LINE * title.size() + LINE * (detail.size() + times.size());
        }

        /// Of the chip and the words before it, which may be the higher ones.
        double slot() {
            return Math.max(height(), label.height() + 4);
        }

        double textTop() {
            return TOP;
        }

        /// The sign before the name of a step above.
        static final double BACK = 16;

        double width() {
            return exit.back() ? 2 * PAD + BACK + Lettering.STRONG.width(title.getFirst(), SMALL) : WIDTH;
        }

        static Chip of(Exit exit, @Nullable Walk walk) {
            double room = WIDTH - 2 * PAD;
            boolean hot = walk != null && walk.went(exit.from(), exit.target());
            return new Chip(
                    exit,
                    Label.of(exit.from(), exit.target(), exit.ways(), walk),
                    exit.back() ? List.of(exit.title()) : Lettering.STRONG.wrap(exit.title(), SIZE, room),
                    exit.detail().isEmpty() ? List.of() : Lettering.PLAIN.wrap(exit.detail(), SMALL, room),
                    walk == null || !hot || exit.back() ? List.of() : arrivals(walk, exit.target(), room),
                    hot);
        }
    }

    static Card of(Node node, @Nullable Walk walk, double reach) {
        double room = WIDTH - 2 * PAD;
        boolean isFinish = node.role() == Chart.Role.RESOLVED || node.role() == Chart.Role.CLOSED;
        return new Card(
                node,
                Lettering.STRONG.wrap(node.title(), TITLE_SIZE, isFinish ? room - ICON - ICON_GAP : room),
                Lettering.PLAIN.wrap(node.detail(), SIZE, room),
                rows(node.marks(), room),
                walk == null ? List.of() : arrivals(walk, node.name(), room),
                chips(node, walk),
                reach);
    }

    private static List<List<Mark>> rows(List<Mark> marks, double room) {
        var rows = new ArrayList<List<Mark>>();
        double used = 0;
        for (var mark : marks) {
            double width = width(mark);
            if (rows.isEmpty() || used + MARK_GAP + width > room) {
                rows.add(new ArrayList<>());
                used = width;
            } else {
                used += MARK_GAP + width;
            }
            rows.getLast().add(mark);
        }
        return rows;
    }

    static double width(Mark mark) {
        return ICON + ICON_GAP + Lettering.PLAIN.width(mark.word(), SMALL);
    }

    /// `3  22 Nov, 09:42`: the number of the arrival, and when.
    private static List<String> arrivals(Walk walk, String node, double room) {
        if (node.equals(Walk.START)) {
            var opened = walk.opened();
            return opened == null ? List.of() : List.of("Opened " + Words.moment(opened));
        }
        var lines = new ArrayList<String>();
        for (var visit : walk.visits(node)) {
            lines.addAll(Lettering.STRONG.wrap(visit.number() + ".  " + Words.moment(visit.at()), SMALL, room));
        }
        if (walk.at().equals(node)) {
            lines.add("The case is here");
        }
        return lines;
    }

    /// High enough for its texts, and for the arrows to its chips to leave it side by side.
    double cardHeight() {
        double texts = 2 * TOP
                + TITLE_LINE * title.size()
                + LINE * detail.size()
                + (marks.isEmpty() ? 0 : 4)
                + SMALL_LINE * marks.size()
                + (times.isEmpty() ? 0 : 6)
                + LINE * times.size();
        double arrows = chips.isEmpty()
                ? 0
                : 2
                        * (chipsHeight() / 2
                                + ARROW_MARGIN
                                - Math.min(
                                                chips.getFirst().slot(),
                                                chips.getLast().slot())
                                        / 2);
        return Math.max(texts, arrows);
    }

    double textTop() {
        return TOP;
    }

    private static List<Chip> chips(Node node, @Nullable Walk walk) {
        return node.exits().stream().map(exit -> Chip.of(exit, walk)).toList();
    }

    /// How far chips have to stand from their cards for the widest label to fit.
    static double reach(List<Node> nodes) {
        return nodes.stream()
                        .flatMap(node -> chips(node, null).stream())
                        .mapToDouble(chip -> chip.label().width())
                        .max()
                        .orElse(0)
                + 2 * Chip.LABEL_GAP
                + ARROW;
    }

    double chipsHeight() {
        return chips.stream().mapToDouble(Chip::slot).sum() + CHIPS_GAP * Math.max(0, chips.size() - 1);
    }

    /// Of the card and its chips together.
    double width() {
        return chips.isEmpty()
                ? WIDTH
                : WIDTH
                        + reach()
                        + chips.stream().mapToDouble(Chip::width).max().orElse(0);
    }

    double height() {
        return Math.max(cardHeight(), chipsHeight());
    }

    static double chipsGap() {
        return CHIPS_GAP;
    }
}
