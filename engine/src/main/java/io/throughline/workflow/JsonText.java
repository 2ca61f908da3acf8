package io.throughline.workflow;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/// Writes maps, lists, texts, numbers and booleans as indented JSON. The engine needs no more of JSON than this.
final class JsonText {
    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    static String of(Object value) {
        var json = new JsonText();
        json.value(value, 0);
        return json.text.append('\n').toString();
    }

    private void value(Object value, int depth) {
        switch (value) {
            case Map<?, ?> map -> object(map, depth);
            case Collection<?> list -> list(list, depth);
            case Number number -> text.append(number);
            case Boolean yes -> text.append(yes);
            default -> quoted(String.valueOf(value));
        }
    }

    private void object(Map<?, ?> map, int depth) {
        text.append('{');
        for (var entries = map.entrySet().iterator(); entries.hasNext(); ) {
            var entry = entries.next();
            line(depth + 1);
            quoted(String.valueOf(entry.getKey()));
            text.append(": ");
            value(entry.getValue(), depth + 1);
            comma(entries);
        }
        end(map.isEmpty(), depth, '}');
    }

    private void list(Collection<?> list, int depth) {
        if (list.stream().noneMatch(item -> item instanceof Map<?, ?> || item instanceof Collection<?>)) {
            inOneLine(list);
            return;
        }
        text.append('[');
        for (var items = list.iterator(); items.hasNext(); ) {
            var item = items.next();
            line(depth + 1);
            value(item, depth + 1);
            comma(items);
        }
        end(list.isEmpty(), depth, ']');
    }

    private void inOneLine(Collection<?> scalars) {
        text.append('[');
        for (var items = scalars.iterator(); items.hasNext(); ) {
            value(items.next(), 0);
            text.append(items.hasNext() ? ", " : "");
        }
        text.append(']');
    }

    private void comma(Iterator<?> rest) {
        if (rest.hasNext()) {
            text.append(',');
        }
    }

    private void end(boolean empty, int depth, char bracket) {
        if (!empty) {
            line(depth);
        }
        text.append(bracket);
    }

    private void line(int depth) {
        text.append('\n').append("  ".repeat(depth));
    }

    private void quoted(String words) {
        text.append('"');
        for (var letter : words.toCharArray()) {
            switch (letter) {
                case '"', '\\' -> text.append('\\').append(letter);
                case '\n' -> text.append("\\n");
                default -> text.append(letter < ' ' ? String.format("\\u%04x", (int) letter) : String.valueOf(letter));
            }
        }
        text.append('"');
    }
}
