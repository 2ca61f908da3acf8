package io.throughline.sandbox.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The frame around every page of the sandbox. Works without script; takes nothing from other origins.
public final class Page {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'self'";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Page() {}

    /// Serves the stylesheet that every page links to.
    public static void registerStyle(RoutesConfig routes) {
        var style = read("/sandbox/tokens.css") + read("/sandbox/sandbox.css");
        routes.get(
                "/sandbox.css",
                context -> context.contentType("text/css; charset=utf-8")
                        .header("Cache-Control", "max-age=300")
                        .result(style));
    }

    /// Answers with a page. `section` is the path of the room it belongs to, as the navigation knows it.
    public static void show(Context context, String section, String title, Html main) {
        context.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .html(frame(section, title, main).markup());
    }

    /// Answers 404 with a page that leads back.
    public static void notFound(Context context, String section, String what) {
        context.status(404);
        show(
                context,
                section,
                "Not here",
                Html.of(
                        "<h1>Not here</h1><p>{}</p><p><a class=\"action\" href=\"{}\">Go back to the list</a></p>",
                        what,
                        section));
    }

    /// An instant of the sandbox's (virtual) time, in UTC.
    public static Html time(Instant at) {
        return Html.of("<time datetime=\"{}\">{} UTC</time>", at, TIME.format(at));
    }

    private static Html frame(String section, String title, Html main) {
        return Html.of(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width,initial-scale=1">
                <title>{} · Throughline sandbox</title>
                <link rel="stylesheet" href="/sandbox.css">
                <link rel="icon" href="data:,">
                </head>
                <body>
                <a class="skip" href="#main">Skip to content</a>
                <header class="band"><div class="wide">
                <a class="name" href="/">Sandbox</a>
                <nav aria-label="Rooms"><ul>{}{}{}</ul></nav>
                </div></header>
                <main id="main">
                {}
                </main>
                <footer><p>An outside world to try Throughline against. Nobody here is real.</p></footer>
                </body>
                </html>
                """,
                title,
                room("/phone", "Phones", section),
                room("/mail", "Mail", section),
                room("/ledger", "Ledger", section),
                main);
    }

    private static Html room(String path, String name, String section) {
        return path.equals(section)
                ? Html.of("<li><a href=\"{}\" aria-current=\"true\">{}</a></li>", path, name)
                : Html.of("<li><a href=\"{}\">{}</a></li>", path, name);
    }

    private static String read(String resource) {
        try (var stream = Page.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("missing " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
