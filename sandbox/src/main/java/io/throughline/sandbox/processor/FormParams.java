package io.throughline.sandbox.processor;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Stripe's way of writing trees as forms: `line_items[0][price_data][currency]=usd`, `expand[]=payment_intent`.
/// A parameter is asked for by the same path, with dots: `line_items.0.price_data.currency`.
final class FormParams {
    private static final int MOST = 500;
    private static final int LONGEST = 5_000;

    private final Map<String, String> values;

    private FormParams(Map<String, String> values) {
        this.values = values;
    }

    static FormParams of(@Nullable String encoded) {
        var values = new LinkedHashMap<String, String>();
        if (encoded == null || encoded.isEmpty()) {
            return new FormParams(values);
        }
        for (String pair : encoded.split("&", MOST + 1)) {
            if (values.size() == MOST) {
                throw StripeFault.invalid("", "Too many parameters.");
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (value.length() > LONGEST) {
                throw StripeFault.invalid(name, "Invalid string: must be at most " + LONGEST + " characters");
            }
            if (!name.isEmpty()) {
                values.put(path(name, values), value);
            }
        }
        return new FormParams(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw StripeFault.invalid("", "Invalid request: parameters are not properly encoded.");
        }
    }

    private static String path(String name, Map<String, String> known) {
        String path = name.replace("][", ".").replace('[', '.').replace("]", "");
        if (!path.endsWith(".")) {
            return path;
        }
        int next = 0;
        while (known.containsKey(path + next)) {
            next++;
        }
        return path + next;
    }

    Optional<String> find(String path) {
        return Optional.ofNullable(values.get(path)).filter(value -> !value.isEmpty());
    }

    String get(String path) {
        return find(path).orElseThrow(() -> StripeFault.missing(asWritten(path)));
    }

    long whole(String path) {
        return number(path, get(path));
    }

    long whole(String path, long otherwise) {
        return find(path).map(value -> number(path, value)).orElse(otherwise);
    }

    private static long number(String path, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException _) {
            throw StripeFault.invalid(asWritten(path), "Invalid integer: " + value);
        }
    }

    boolean isTrue(String path) {
        return find(path).filter("true"::equals).isPresent();
    }

    /// Everything directly under a path: `metadata` → its keys and values.
    Map<String, String> under(String path) {
        var found = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> {
            if (name.startsWith(path + ".")) {
                found.put(name.substring(path.length() + 1), value);
            }
        });
        return found;
    }

    List<String> list(String path) {
        return new ArrayList<>(under(path).values());
    }

    /// How many items a list has, counted from 0 without a gap.
    int size(String path) {
        int size = 0;
        while (!under(path + "." + size).isEmpty()) {
            size++;
        }
        return size;
    }

    /// The same for the same parameters, whatever their order.
    String canonical() {
        return new TreeMap<>(values).toString();
    }

    static String asWritten(String path) {
        String[] parts = path.split("\\.");
        var written = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            written.append('[').append(parts[i]).append(']');
        }
        return written.toString();
    }
}
