package io.throughline.sandbox.processor;

import static io.throughline.sandbox.processor.PaymentFrame.escape;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.throughline.sandbox.faults.Faults;
import io.throughline.sandbox.processor.Checkout.Visit;
import io.throughline.sandbox.processor.ProcessorStore.Session;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;

/// The hosted page, where a person types a card number that the merchant never sees. Plain forms, no script.
final class PaymentPage {
    private final Checkout checkout;
    private final InstantSource clock;
    private final Faults faults;
    private final Duration lateAnswer;

    PaymentPage(Checkout checkout, InstantSource clock, Faults faults, Duration lateAnswer) {
        this.checkout = checkout;
        this.clock = clock;
        this.faults = faults;
        this.lateAnswer = lateAnswer;
    }

    void register(JavalinDefaultRoutingApi routes) {
        routes.get("/c/pay/{id}", ctx -> show(ctx, checkout.visit(id(ctx))));
        routes.post("/c/pay/{id}", this::pay);
        routes.post("/c/pay/{id}/challenge/{answer}", this::prove);
        routes.get("/c/pay/{id}/challenge/{answer}", ctx -> ctx.redirect("/c/pay/" + id(ctx), HttpStatus.SEE_OTHER));
    }

    private void pay(Context ctx) {
        var form = CardForm.read(
                ctx.formParam("cardNumber"), ctx.formParam("expiry"), ctx.formParam("cvc"), clock.instant());
        if (form.card().isPresent() && form.errors().isEmpty()) {
            show(ctx, checkout.pay(id(ctx), form.card().get()));
            return;
        }
        Visit visit = checkout.visit(id(ctx));
        if (visit instanceof Visit.Open(var session)) {
            ctx.status(422);
            form(ctx, session, form.errors());
        } else {
            show(ctx, visit);
        }
    }

    private void prove(Context ctx) {
        String challenge = ctx.formParam("challenge");
        boolean approved = ctx.pathParam("answer").equals("approve");
        show(ctx, checkout.prove(id(ctx), challenge == null ? "" : challenge, approved));
    }

    private void show(Context ctx, Visit visit) {
        ctx.header("Cache-Control", "no-store");
        ctx.header("Referrer-Policy", "no-referrer");
        switch (visit) {
            case Visit.Open(var session) -> form(ctx, session, Map.of());
            case Visit.Paid(var session, var late) -> paid(ctx, session, late);
            case Visit.Declined(var session, var message) -> {
                ctx.status(402);
                form(ctx, session, Map.of("cardNumber", message));
            }
            case Visit.MustProve(var session, var challenge) -> challenge(ctx, session, challenge);
            case Visit.Expired(var session) -> {
                ctx.status(410);
                plain(
                        ctx,
                        "This payment page has expired",
                        "Nothing was charged. Go back to where you came from to start again.",
                        session.doc().path("cancel_url").asString(""));
            }
            case Visit.Unknown() -> {
                ctx.status(404);
                plain(ctx, "Page not found", "Check the link, or go back to where you came from.", "");
            }
        }
    }

    private void paid(Context ctx, Session session, boolean late) {
        if (late) {
            faults.hold(lateAnswer);
            ctx.status(504);
            plain(
                    ctx,
                    "We are still waiting for the bank",
                    "Please do not pay again. Go back to see whether the payment went through.",
                    "");
            return;
        }
        ctx.redirect(
                session.doc()
                        .path("success_url")
                        .asString()
                        .replace("{CHECKOUT_SESSION_ID}", session.id())
                        .replace("%7BCHECKOUT_SESSION_ID%7D", session.id()),
                HttpStatus.SEE_OTHER);
    }

    private static void form(Context ctx, Session session, Map<String, String> errors) {
        String cancel = session.doc().path("cancel_url").asString("");
        answer(ctx, "Pay by card", """
                <main class="narrow" data-page="card">%s<h1>%s</h1><p class="total">%s</p>
                <form method="post" action="/c/pay/%s" novalidate>%s%s%s
                <button class="wide" data-act="pay">Pay %s</button></form>%s</main>
                """.formatted(
                summary(errors),
                escape(session.plan().path("title").asString("Payment")),
                money(session),
                escape(session.id()),
                field("cardNumber", "Card number", "cc-number", "Sandbox: 4242 4242 4242 4242 is accepted", errors),
                field("expiry", "Expiry date", "cc-exp", "Month and year, like 04/30", errors),
                field("cvc", "Security code", "cc-csc", "3 digits on the back, 4 on the front of Amex", errors),
                money(session),
                cancel.isEmpty()
                        ? ""
                        : "<p><a data-act=\"cancel\" href=\"" + escape(cancel) + "\">Go back without paying</a></p>"));
    }

    private static String field(
            String name, String label, String autocomplete, String hint, Map<String, String> errors) {
        String error = errors.get(name);
        return """
                <label for="%1$s">%2$s</label><p class="hint" id="%1$s-hint">%4$s</p>%5$s
                <input id="%1$s" name="%1$s" inputmode="%7$s" autocomplete="%3$s" aria-describedby="%1$s-hint%6$s">
                """.formatted(
                        name,
                        escape(label),
                        autocomplete,
                        escape(hint),
                        error == null ? "" : "<p id=\"" + name + "-error\"><strong>" + escape(error) + "</strong></p>",
                        error == null ? "" : " " + name + "-error\" aria-invalid=\"true",
                        name.equals("expiry") ? "text" : "numeric");
    }

    private static String summary(Map<String, String> errors) {
        if (errors.isEmpty()) {
            return "";
        }
        var lines = new StringBuilder();
        errors.forEach((field, message) -> lines.append("<p><a href=\"#")
                .append(field)
                .append("\">")
                .append(escape(message))
                .append("</a></p>"));
        return "<div class=\"wrong\" role=\"alert\" data-error><h2>The payment was not made</h2>" + lines + "</div>";
    }

    private static void challenge(Context ctx, Session session, String challenge) {
        answer(ctx, "Confirm it is you", """
                <main class="narrow" data-page="challenge"><h1>Confirm it is you</h1>
                <p>Your bank asks whether you are making this payment of <strong>%s</strong>.</p>
                %s%s</main>
                """.formatted(
                        money(session),
                        answerForm(session, challenge, "approve", "wide", "Yes, it is me"),
                        answerForm(session, challenge, "fail", "wide second", "No, stop the payment")));
    }

    private static String answerForm(Session session, String challenge, String answer, String look, String words) {
        return """
                <form method="post" action="/c/pay/%1$s/challenge/%2$s"><input type="hidden" name="challenge" value="%3$s">
                <button class="%4$s" data-act="challenge-%2$s">%5$s</button></form>
                """.formatted(escape(session.id()), answer, escape(challenge), look, words);
    }

    private static void plain(Context ctx, String title, String text, String back) {
        String link = back.isEmpty() ? "" : "<p><a class=\"button\" href=\"" + escape(back) + "\">Go back</a></p>";
        answer(
                ctx,
                title,
                "<main class=\"narrow\" data-page=\"message\"><h1>" + escape(title) + "</h1><p>" + escape(text) + "</p>"
                        + link + "</main>");
    }

    private static void answer(Context ctx, String title, String main) {
        PaymentFrame.show(
                ctx,
                title,
                "<header><strong>Sandbox Payments</strong><p>A card processor of its own · test cards only</p></header>"
                        + main);
    }

    private static String money(Session session) {
        String currency = session.doc().path("currency").asString().toUpperCase(Locale.ROOT);
        int places = Currency.getInstance(currency).getDefaultFractionDigits();
        return BigDecimal.valueOf(session.doc().path("amount_total").asLong(), places)
                        .toPlainString() + " " + currency;
    }

    private static String id(Context ctx) {
        return ctx.pathParam("id");
    }
}
