package io.throughline.platform.outreach;

import io.throughline.engine.Money;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Words ready to go out. Printing it shows none of them.
///
/// @param language they are in, for those who have them read aloud
record Rendered(String brand, String subject, String text, String language) {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_.-]*)}");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+[^\\s<>\".,;:!?)]");

    /// Fills every `{name}`.
    ///
    /// @throws IllegalArgumentException if a name has no value: a message with a hole is not sent
    static String fill(String template, Map<String, Object> values) {
        return PLACE.matcher(template).replaceAll(found -> {
            var value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("the message has no value for {" + found.group(1) + "}");
            }
            return Matcher.quoteReplacement(forPeople(value));
        });
    }

    private static String forPeople(Object value) {
        return value instanceof Map<?, ?> ? Money.fromFact(value).formatted() : value.toString();
    }

    /// The same words as a page of mail: paragraphs, and links that can be pressed.
    String html() {
        var body = new StringBuilder();
        for (var paragraph : text.strip().split("\\R{2,}")) {
            body.append("<p>")
                    .append(linked(escaped(paragraph)).replaceAll("\\R", "<br>\n"))
                    .append("</p>\n");
        }
        return """
                <!doctype html>
                <html lang="%s"><head><meta charset="utf-8"><title>%s</title></head>
                <body style="font:16px/1.5 sans-serif;max-width:36em;margin:0 auto;padding:1em">
                %s</body></html>
                """.formatted(escaped(language), escaped(subject), body);
    }

    private static String linked(String escaped) {
        Function<MatchResult, String> link =
                found -> Matcher.quoteReplacement("<a href=\"" + found.group() + "\">" + found.group() + "</a>");
        return LINK.matcher(escaped).replaceAll(link);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return "Rendered[" + text.length() + " characters]";
    }
}
