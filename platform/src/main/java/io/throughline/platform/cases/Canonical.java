package io.throughline.platform.cases;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The one way to write a value that is hashed (docs/evidence.md): JSON without white space, names sorted, whole
/// numbers only.
final class Canonical {
    private Canonical() {}

    static String text(@Nullable Object value) {
        var out = new StringBuilder(256);
        write(value, out);
        return out.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> map -> writeMap(map, out);
            case Iterable<?> list -> writeList(list, out);
            case Boolean b -> out.append(b);
            case Long n -> out.append(n);
            case Integer n -> out.append(n);
            case Short n -> out.append(n);
            case BigInteger n -> out.append(n);
            case BigDecimal n -> writeText(n.toPlainString(), out);
            // everything else, also a broken number, as its text: two readers cannot disagree on it
            default -> writeText(value.toString(), out);
        }
    }

    private static void writeMap(Map<?, ?> map, StringBuilder out) {
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((name, value) -> sorted.put(String.valueOf(name), value));
        char before = '{';
        for (var entry : sorted.entrySet()) {
            out.append(before);
            writeText(entry.getKey(), out);
            out.append(':');
            write(entry.getValue(), out);
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private static void writeList(Iterable<?> list, StringBuilder out) {
        char before = '[';
        for (var value : list) {
            out.append(before);
            write(value, out);
            before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\0' -> out.append('\uFFFD'); // PostgreSQL has no place for it
                default -> i = writeOther(text, i, out);
            }
        }
        out.append('"');
    }

    private static int writeOther(String text, int i, StringBuilder out) {
        char c = text.charAt(i);
        if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
        } else if (!Character.isSurrogate(c)) {
            out.append(c);
        } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
            out.append(c).append(text.charAt(i + 1));
            return i + 1;
        } else {
            out.append('\uFFFD'); // half a character has no UTF-8
        }
        return i;
    }
}
