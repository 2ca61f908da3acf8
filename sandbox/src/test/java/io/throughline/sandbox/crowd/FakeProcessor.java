package io.throughline.sandbox.crowd;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// The processor's hosted page, as far as a customer sees it. A session is paid at most once, unless it
/// misbehaves.
final class FakeProcessor implements AutoCloseable {
    record Session(String id, String account, long amountMinor, String back, AtomicBoolean paid) {}

    private final ConcurrentHashMap<String, Session> sessions = new ConcurrentHashMap<>();
    private final FakeOutside outside;
    volatile boolean chargesTwice;
    private final Javalin http;

    FakeProcessor(FakeOutside outside) {
        this.outside = outside;
        this.http = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/c/pay/{id}", this::show);
                    config.routes.post("/c/pay/{id}", this::pay);
                    config.routes.post("/c/pay/{id}/challenge/{answer}", this::challenge);
                })
                .start("127.0.0.1", 0);
    }

    String open(String account, long amountMinor, String back) {
        String id = "cs_" + account;
        sessions.computeIfAbsent(id, i -> new Session(i, account, amountMinor, back, new AtomicBoolean()));
        return "http://127.0.0.1:" + http.port() + "/c/pay/" + id;
    }

    boolean isPaid(String account) {
        Session session = sessions.get("cs_" + account);
        return session != null && session.paid().get();
    }

    private Session session(Context context) {
        return Objects.requireNonNull(sessions.get(context.pathParam("id")));
    }

    private void show(Context context) {
        Session session = session(context);
        if (session.paid().get()) {
            context.redirect(session.back());
        } else {
            form(context, session, "");
        }
    }

    private void pay(Context context) throws InterruptedException {
        Session session = session(context);
        switch (String.valueOf(context.formParam("cardNumber"))) {
            case Visit.GOOD_CARD -> {
                charge(session);
                context.redirect(session.back());
            }
            case Visit.CHALLENGED_CARD ->
                context.html(
                        "<form method=post action='/c/pay/%1$s/challenge/approve'><button data-act=challenge-approve>Yes"
                                .concat("</button></form><form method=post action='/c/pay/%1$s/challenge/fail'>")
                                .concat("<button data-act=challenge-fail>No</button></form>")
                                .formatted(session.id()));
            case Visit.CHARGES_AND_TIMES_OUT_CARD -> {
                charge(session);
                context.status(504).html("gateway timeout");
            }
            default -> form(context, session, "<p>Your card was declined.</p>");
        }
    }

    private void challenge(Context context) {
        Session session = session(context);
        if (context.pathParam("answer").equals("approve")) {
            charge(session);
            context.redirect(session.back());
        } else {
            form(context, session, "<p>Not authenticated.</p>");
        }
    }

    private void charge(Session session) {
        if (session.paid().compareAndSet(false, true) || chargesTwice) {
            outside.charge(session.account(), session.amountMinor());
        }
        if (chargesTwice) {
            outside.charge(session.account(), session.amountMinor());
        }
    }

    private static void form(Context context, Session session, String words) {
        context.html("""
                %s<form method=post action="/c/pay/%s"><input name=cardNumber><input name=expiry><input name=cvc>
                <button data-act=pay>Pay</button></form><a data-act=cancel href="%s">Cancel</a>
                """.formatted(words, session.id(), session.back()));
    }

    @Override
    public void close() {
        http.stop();
    }
}
