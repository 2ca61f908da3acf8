package io.throughline.rehearsal.picture;

import java.util.Locale;

/// Writes elements of SVG, each on its own line.
final class Svg {
    private final StringBuilder text = new StringBuilder();

    void rect(String look, double x, double y, double width, double height, double round) {
        if (width > 0 && height > 0) {
            line("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>"
                    .formatted(look, number(x), number(y), number(width), number(height), number(round)));
        }
    }

    /// A rectangle of which only a share of its colour shows.
    void shade(String look, double x, double y, double width, double height, double share) {
        line("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\" fill-opacity=\"%s\"/>"
                .formatted(
                        look,
                        number(x),
                        number(y),
                        number(width),
                        number(height),
                        String.format(Locale.ROOT, "%.2f", share)));
    }

    void text(String look, double x, double y, String words) {
        line("<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>".formatted(look, number(x), number(y), escaped(words)));
    }

    void stroke(String look, double x, double y, double toX, double toY) {
        line("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(look, number(x), number(y), number(toX), number(toY)));
    }

    void path(String look, String data) {
        line("<path class=\"%s\" d=\"%s\" stroke-width=\"2\"/>".formatted(look, data));
    }

    /// A group that a screen reader reads as one picture.
    void open(String label) {
        line("<g role=\"img\" aria-label=\"%s\">".formatted(escaped(label)));
    }

    void close() {
        line("</g>");
    }

    void line(String svg) {
        text.append(svg).append('\n');
    }

    String text() {
        return text.toString();
    }

    static String number(double value) {
        double rounded = Math.round(value * 10) / 10.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
