package io.throughline.sandbox.carrier;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.throughline.sandbox.carrier.HandsetMessage.Direction;
import io.throughline.sandbox.page.Html;
import io.throughline.sandbox.page.Page;
import java.util.Optional;

/// `/phone`: the customers' phones for a person's eyes and thumbs.
final class PhonePages {
    private static final String SECTION = "/phone";
    private static final int LISTED = 100;
    private static final int LONGEST_REPLY = 1_000;
    private static final Html REFUSED = Html.of(
            "<p class=\"bad\" id=\"reply-problem\">Write something first, up to {} characters.</p>", LONGEST_REPLY);

    private final Handsets handsets;

    PhonePages(Handsets handsets) {
        this.handsets = handsets;
    }

    void register(RoutesConfig routes) {
        routes.get("/phone", this::list);
        routes.get("/phone/{number}", this::phone);
        routes.post("/phone/{number}", this::reply);
    }

    private void list(Context context) {
        var search = Optional.ofNullable(context.queryParam("q")).orElse("").strip();
        var latest = handsets.latestPerNumber(search, LISTED);
        var rows = Html.join(latest.stream().map(PhonePages::row).toList());
        Page.show(
                context,
                SECTION,
                "Phones",
                Html.of(
                        """
                <h1>Phones</h1>
                <p class="soft">Every number that got a message, the latest first.</p>
                <form class="search" method="get" action="/phone" role="search">
                <div><label for="q">Find a number</label><input type="search" id="q" name="q" inputmode="tel" autocomplete="off" value="{}"></div>
                <button>Search</button></form>
                {}
                """,
                        search,
                        latest.isEmpty()
                                ? nobody(search)
                                : Html.of("<ul class=\"rows\">{}</ul>{}", rows, cut(latest.size()))));
    }

    private static Html nobody(String search) {
        return search.isEmpty()
                ? Html.of("<div class=\"empty\"><p>No phone has a message yet.</p>"
                        + "<p>Open a case, and the first message appears here.</p></div>")
                : Html.of(
                        "<div class=\"empty\"><p>No phone matches “{}”.</p>"
                                + "<p><a class=\"action\" href=\"/phone\">Show all phones</a></p></div>",
                        search);
    }

    private static Html cut(int shown) {
        return shown < LISTED
                ? Html.NOTHING
                : Html.of("<p class=\"small\">The latest {} are shown. Search to find others.</p>", LISTED);
    }

    private static Html row(HandsetMessage message) {
        return Html.of(
                """
                <li><a href="/phone/{}"><span class="top"><b>{}</b><span class="small">{}</span></span>
                <span class="line">{}{}</span></a></li>""",
                message.number().substring(1),
                message.number(),
                Page.time(message.at()),
                message.direction() == Direction.SENT ? "Customer: " : "",
                message.text());
    }

    private void phone(Context context) {
        show(context, "", Html.NOTHING);
    }

    private void show(Context context, String draft, Html problem) {
        var number = Handsets.canonical(context.pathParam("number"));
        if (number.length() < 4 || number.length() > 16) {
            Page.notFound(context, SECTION, "That is not a phone number.");
            return;
        }
        var messages = handsets.list(number, 0);
        var bubbles = Html.join(messages.stream().map(PhonePages::bubble).toList());
        boolean hasProblem = !problem.markup().isEmpty();
        Page.show(
                context,
                SECTION,
                (hasProblem ? "Error: " : "") + number,
                Html.of(
                        """
                <a class="back" href="/phone">All phones</a>
                <h1>{}</h1>
                <p class="soft">A customer’s phone. <a href="/phone/{}#reply">Look for new messages</a></p>
                {}
                <form class="reply" method="post" action="/phone/{}#reply">
                <label for="reply">Write back as the customer</label>{}
                <textarea id="reply" name="text" maxlength="{}"{}>{}</textarea>
                <button>Send message</button></form>
                """,
                        number,
                        number.substring(1),
                        messages.isEmpty()
                                ? Html.of("<div class=\"empty\"><p>No messages on this phone.</p></div>")
                                : Html.of("<ol class=\"bubbles\">{}</ol>", bubbles),
                        number.substring(1),
                        problem,
                        LONGEST_REPLY,
                        hasProblem
                                ? Html.of(" aria-invalid=\"true\" aria-describedby=\"reply-problem\" autofocus")
                                : Html.NOTHING,
                        draft));
    }

    private static Html bubble(HandsetMessage message) {
        boolean isSent = message.direction() == Direction.SENT;
        return Html.of(
                "<li class=\"{}\"><p><span class=\"vh\">{}: </span>{}</p><small>{}{}</small></li>",
                isSent ? "sent" : "received",
                isSent ? "Customer" : message.peer(),
                Html.withLinks(message.text()),
                Page.time(message.at()),
                isSent && message.acknowledgedAt().isEmpty() ? " · waiting for the platform" : "");
    }

    private void reply(Context context) {
        var text = Optional.ofNullable(context.formParam("text")).orElse("").strip();
        var number = Handsets.canonical(context.pathParam("number"));
        if (text.isEmpty() || text.length() > LONGEST_REPLY || number.length() < 4 || number.length() > 16) {
            context.status(422);
            show(context, text, REFUSED);
            return;
        }
        handsets.reply(number, text);
        context.status(303).header("Location", "/phone/" + number.substring(1) + "#reply");
    }
}
