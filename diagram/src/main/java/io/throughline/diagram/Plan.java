package io.throughline.diagram;

import io.throughline.diagram.Chart.Link;
import java.util.ArrayList;
import java.util.List;

/// Where everything stands, in pixels from the upper left corner of the drawing.
record Plan(double width, double height, List<Placed> cards, List<Drawn> links) {

    record Point(double x, double y) {}

    record Box(double x, double y, double width, double height) {
        double right() {
            return x + width;
        }

        double bottom() {
            return y + height;
        }

        double centre() {
            return x + width / 2;
        }

        double middle() {
            return y + height / 2;
        }

        boolean overlaps(Box other) {
            return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
        }
    }

    record Placed(Card card, Box box, List<Aside> chips) {}

    /// A chip with its place, the label before it, and the height its arrow is at.
    record Aside(Card.Chip chip, Box box, Box label, double arrow) {}

    /// @param points the corners of the line, from its start to its arrow head
    record Drawn(Link link, List<Point> points, Label label, Box labelBox) {}

    /// Puts a card and its chips where the layout has put them together.
    static Placed place(Card card, double x, double y) {
        double middle = y + card.height() / 2;
        var box = new Box(x, middle - card.cardHeight() / 2, Card.WIDTH, card.cardHeight());
        var chips = new ArrayList<Aside>();
        double top = middle - card.chipsHeight() / 2;
        for (var chip : card.chips()) {
            var chipBox = new Box(
                    box.right() + card.reach(), top + (chip.slot() - chip.height()) / 2, chip.width(), chip.height());
            double labelHeight = chip.label().height();
            double labelCentre = box.right() + (card.reach() - Card.ARROW) / 2;
            chips.add(new Aside(
                    chip,
                    chipBox,
                    new Box(
                            labelCentre - chip.label().width() / 2 - 4,
                            chipBox.middle() - labelHeight / 2,
                            chip.label().width() + 8,
                            labelHeight),
                    chipBox.middle()));
            top += chip.slot() + Card.chipsGap();
        }
        return new Placed(card, box, List.copyOf(chips));
    }
}
