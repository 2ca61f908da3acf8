package io.throughline.diagram;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Writes elements of SVG, each on its own line, so that two pictures can be compared line by line.
final class Svg {
    private final StringBuilder text = new StringBuilder();

    void open(String name, String... attributes) {
        tag(name, attributes);
        text.append(">\n");
    }

    void close(String name) {
        text.append("</").append(name).append(">\n");
    }

    void empty(String name, String... attributes) {
        tag(name, attributes);
        text.append("/>\n");
    }

    void element(String name, String words, String... attributes) {
        tag(name, attributes);
        text.append('>').append(escaped(words)).append("</").append(name).append(">\n");
    }

    /// SVG of our own.
    void raw(String svg) {
        text.append(svg).append('\n');
    }

    String text() {
        return text.toString();
    }

    private void tag(String name, String... attributes) {
        text.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
    }

    /// Pixels with at most one decimal.
    static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /// Text for XML; characters that XML cannot hold are left out.
    static String escaped(String words) {
        var safe = new StringBuilder();
        words.codePoints()
                .filter(letter -> letter == '\n'
                        || letter == '\t'
                        || (letter >= ' ' && letter < 0xD800)
                        || (letter >= 0xE000 && letter < 0xFFFE)
                        || letter >= 0x10000)
                .forEach(letter -> {
                    switch (letter) {
                        case '&' -> safe.append("&amp;");
                        case '<' -> safe.append("&lt;");
                        case '>' -> safe.append("&gt;");
                        case '"' -> safe.append("&quot;");
                        default -> safe.appendCodePoint(letter);
                    }
                });
        return safe.toString();
    }
}
