package io.throughline.sandbox.processor;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The frame of the hosted payment pages, which stand on an origin of their own: the design tokens, no script and
/// nothing from elsewhere.
final class PaymentFrame {
    private static final String TOKENS = resource("/sandbox/tokens.css");
    private static final String LOOK = resource("/sandbox/payment.css");

    private PaymentFrame() {}

    /// Answers with a document that may load nothing, run nothing and not be framed. Where a form
    /// leads is left open, because a payment form leads back to the merchant's own origin.
    static void show(Context ctx, String title, String body) {
        ctx.header(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'");
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cache-Control", "no-store");
        ctx.html(of(title, body));
    }

    /// A whole document. `body` is markup; the title is text.
    static String of(String title, String body) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
                <title>%s</title><style>%s%s</style></head>
                <body>%s</body></html>
                """.formatted(escape(title), TOKENS, LOOK, body);
    }

    /// Text made safe between tags and inside quoted attributes.
    static String escape(String text) {
        var safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(PaymentFrame.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
