package io.throughline.sandbox.page;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A piece of HTML that is known to be HTML. Everything else that goes into a page is text and is escaped.
public record Html(String markup) {
    public static final Html NOTHING = new Html("");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']*[^\\s<>\"'.,;:!?)]");

    /// Fills each `{}` of the template, in order: with HTML as it is, with anything else escaped.
    /// The template is ours and never made of somebody's text.
    public static Html of(String template, @Nullable Object... values) {
        var parts = template.split("\\{}", -1);
        if (parts.length != values.length + 1) {
            throw new IllegalArgumentException((parts.length - 1) + " places for " + values.length + " values");
        }
        var markup = new StringBuilder(parts[0]);
        for (int i = 0; i < values.length; i++) {
            markup.append(values[i] instanceof Html html ? html.markup : escape(String.valueOf(values[i])))
                    .append(parts[i + 1]);
        }
        return new Html(markup.toString());
    }

    public static Html join(List<Html> pieces) {
        return new Html(pieces.stream().map(Html::markup).collect(Collectors.joining("\n")));
    }

    /// Text in which web addresses can be tapped.
    public static Html withLinks(String text) {
        var markup = new StringBuilder();
        var link = LINK.matcher(text);
        int end = 0;
        while (link.find()) {
            markup.append(escape(text.substring(end, link.start())))
                    .append(of("<a href=\"{}\">{}</a>", link.group(), link.group()).markup);
            end = link.end();
        }
        return new Html(markup.append(escape(text.substring(end))).toString());
    }

    /// Safe as text and inside quoted attributes.
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
