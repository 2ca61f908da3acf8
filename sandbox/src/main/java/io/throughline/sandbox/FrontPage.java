package io.throughline.sandbox;

import io.javalin.config.RoutesConfig;
import io.throughline.sandbox.page.Html;
import io.throughline.sandbox.page.Page;
import java.time.InstantSource;

/// `/`: what is here, and where.
final class FrontPage {
    private FrontPage() {}

    static void register(RoutesConfig routes, InstantSource clock) {
        routes.get(
                "/",
                context -> Page.show(
                        context,
                        "/",
                        "What is here",
                        Html.of(
                                """
                <h1>The outside world</h1>
                <p class="soft">Throughline talks to these as it would to the real ones. The time here is {}.</p>
                <ul class="rows">
                {}
                {}
                {}
                </ul>
                """,
                                Page.time(clock.instant()),
                                room("/phone", "Phones", "Customers’ text messages. Tap a link, write back."),
                                room("/mail", "Mail", "Customers’ mailboxes. Open a message, answer it."),
                                room("/ledger", "Ledger", "The accounts and every posting: the system of record."))));
    }

    private static Html room(String path, String name, String what) {
        return Html.of("<li><a href=\"{}\"><b>{}</b><br><span class=\"soft\">{}</span></a></li>", path, name, what);
    }
}
