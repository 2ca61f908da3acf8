package io.throughline.diagram;

import io.throughline.diagram.Chart.Way;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands on a line: the ways it carries, each on a line of text of its own.
record Label(List<Line> lines) {
    static final double LINE = 14;
    /// Wider ones are broken.
    private static final double MOST = 190;

    /// @param hot whether a case went this way
    record Line(String text, boolean hot) {}

    static Label of(String from, String to, List<Way> ways, @Nullable Walk walk) {
        var lines = new ArrayList<Line>();
        for (var way : ways) {
            boolean hot = walk != null && walk.went(from, to, way.outcome());
            for (var text : Lettering.PLAIN.wrap(way.label(), Card.SMALL, MOST)) {
                lines.add(new Line(text, hot));
            }
        }
        return new Label(List.copyOf(lines));
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /// As wide as it gets when all of it is emphasized.
    double width() {
        return lines.stream()
                .mapToDouble(line -> Lettering.STRONG.width(line.text(), Card.SMALL))
                .max()
                .orElse(0);
    }

    double height() {
        return LINE * lines.size();
    }
}
