package io.throughline.sandbox.processor;

import io.throughline.sandbox.processor.Charging.Attempt;
import io.throughline.sandbox.processor.ProcessorStore.Session;
import io.throughline.sandbox.store.Sql;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Checkout sessions: opened by the merchant, paid by a person on the hosted page, ended by payment, by the merchant or
/// by time.
final class Checkout {
    static final Duration SHORTEST = Duration.ofMinutes(30);
    static final Duration LONGEST = Duration.ofHours(24);

    private final ProcessorStore store;
    private final Ids ids;
    private final Events events;
    private final Charging charging;
    private final InstantSource clock;

    Checkout(ProcessorStore store, Ids ids, Events events, Charging charging, InstantSource clock) {
        this.store = store;
        this.ids = ids;
        this.events = events;
        this.charging = charging;
        this.clock = clock;
    }

    /// What a person meets who acts on the hosted page.
    sealed interface Visit {
        /// The session waits for a card.
        record Open(Session session) implements Visit {}

        /// It is paid, by this act or an earlier one; `late` when the answer is not to come in time.
        record Paid(Session session, boolean late) implements Visit {}

        record Declined(Session session, String message) implements Visit {}

        record MustProve(Session session, String challenge) implements Visit {}

        record Expired(Session session) implements Visit {}

        record Unknown() implements Visit {}
    }

    ObjectNode create(Sql sql, FormParams params, String origin, String version) throws SQLException {
        Instant now = clock.instant();
        if (!params.get("mode").equals("payment")) {
            throw StripeFault.invalid("mode", "This sandbox takes sessions in payment mode only.");
        }
        String successUrl = url(params, "success_url");
        int items = params.size("line_items");
        if (items == 0) {
            throw StripeFault.missing("line_items");
        }
        long amount = 0;
        String currency =
                currency(params.get("line_items.0.price_data.currency"), "line_items[0][price_data][currency]");
        for (int i = 0; i < items; i++) {
            amount = Math.addExact(amount, item(params, "line_items." + i, currency));
        }
        if (amount < 1 || amount > 99_999_999) {
            throw StripeFault.invalid("line_items", "The total must be from 1 to 99999999 minor units.");
        }
        Instant expiresAt = expiry(params, now);
        String id = ids.next(sql, "cs_test_");
        ObjectNode doc = Documents.session(id, amount, currency, now, expiresAt);
        doc.put("success_url", successUrl);
        if (params.find("cancel_url").isPresent()) {
            doc.put("cancel_url", url(params, "cancel_url"));
        }
        for (String kept : new String[] {"client_reference_id", "customer_email", "locale", "submit_type"}) {
            params.find(kept).ifPresent(value -> doc.put(kept, value));
        }
        doc.set("metadata", Documents.texts(params.under("metadata")));
        doc.put("url", origin + "/c/pay/" + id);
        ObjectNode plan = Documents.empty().put("version", version);
        plan.put(
                "title",
                params.find("line_items.0.price_data.product_data.name").orElse("Payment"));
        params.find("payment_intent_data.description").ifPresent(text -> plan.put("description", text));
        plan.set("metadata", Documents.texts(params.under("payment_intent_data.metadata")));
        store.add(sql, new Session(doc, expiresAt, plan));
        return doc;
    }

    private static long item(FormParams params, String path, String currency) {
        String param = FormParams.asWritten(path + ".price_data.currency");
        String written = params.get(path + ".price_data.currency");
        if (!currency(written, param).equals(currency)) {
            throw StripeFault.invalid(param, "All line items must have one currency.");
        }
        params.get(path + ".price_data.product_data.name");
        long unit = params.whole(path + ".price_data.unit_amount");
        long quantity = params.whole(path + ".quantity", 1);
        if (unit < 0 || quantity < 1 || unit > 99_999_999 || quantity > 1_000) {
            throw StripeFault.invalid(
                    FormParams.asWritten(path + ".price_data.unit_amount"), "Invalid amount or quantity.");
        }
        return unit * quantity;
    }

    private static Instant expiry(FormParams params, Instant now) {
        if (params.find("expires_at").isEmpty()) {
            return now.plus(LONGEST);
        }
        Instant wanted = Instant.ofEpochSecond(params.whole("expires_at"));
        // Whole seconds are all a caller can say, so both ends are read with a second to spare.
        if (wanted.isBefore(now.plus(SHORTEST).minusSeconds(1))
                || wanted.isAfter(now.plus(LONGEST).plusSeconds(1))) {
            throw StripeFault.invalid(
                    "expires_at",
                    "The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.");
        }
        return wanted;
    }

    static String currency(String written, String param) {
        try {
            return Currency.getInstance(written.toUpperCase(Locale.ROOT))
                    .getCurrencyCode()
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            throw StripeFault.invalid(param, "Invalid currency: " + written);
        }
    }

    private static String url(FormParams params, String name) {
        String written = params.get(name);
        try {
            String scheme =
                    URI.create(written.replace("{CHECKOUT_SESSION_ID}", "id")).getScheme();
            if ("http".equals(scheme) || "https".equals(scheme)) {
                return written;
            }
        } catch (IllegalArgumentException _) {
            // said below, with the other way of being wrong
        }
        throw StripeFault.invalid(name, "Not a valid URL");
    }

    /// Ends an open session on the merchant's word.
    ObjectNode expire(Sql sql, String id) throws SQLException {
        Session session =
                store.session(sql, id).orElseThrow(() -> StripeFault.noSuch("checkout.session", id, "session"));
        if (!session.isOpen()) {
            throw StripeFault.state(
                    "resource_invalid_state",
                    "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `"
                            + session.doc().path("status").asString() + "`.");
        }
        end(sql, session);
        return session.doc();
    }

    /// Ends every session whose time is over.
    void expireOverdue() {
        for (var ids = store.overdue(clock.instant(), 100); !ids.isEmpty(); ids = store.overdue(clock.instant(), 100)) {
            for (String id : ids) {
                store.write(sql -> {
                    var session = store.session(sql, id);
                    if (session.isPresent() && isOverdue(session.get())) {
                        end(sql, session.get());
                    }
                    return id;
                });
            }
        }
    }

    private boolean isOverdue(Session session) {
        return session.isOpen() && !session.expiresAt().isAfter(clock.instant());
    }

    private void end(Sql sql, Session session) throws SQLException {
        Instant now = clock.instant();
        session.doc().put("status", "expired").putNull("url");
        store.keep(sql, session);
        String intent = session.intent();
        if (intent != null) {
            charging.cancel(sql, store.intent(sql, intent).orElseThrow(), "automatic", now);
        }
        events.add(sql, "checkout.session.expired", session.doc(), version(session), now);
    }

    private static String version(Session session) {
        return session.plan().path("version").asString(StripeApi.VERSION);
    }

    Visit visit(String id) {
        return store.write(sql -> state(sql, id));
    }

    /// A person gives a card. Deciding and charging are one transaction: of two clicks one charges and the other finds
    /// it paid.
    Visit pay(String id, TestCard card) {
        return store.write(sql -> {
            Visit state = state(sql, id);
            if (!(state instanceof Visit.Open(var session))) {
                return state;
            }
            ObjectNode intent = intent(sql, session);
            return told(sql, id, charging.present(sql, intent, card, id, clock.instant()));
        });
    }

    /// A person answers a challenge.
    Visit prove(String id, String challenge, boolean approved) {
        return store.write(sql -> {
            Visit state = state(sql, id);
            if (!(state instanceof Visit.Open(var session)) || session.intent() == null) {
                return state;
            }
            String intentId = String.valueOf(session.intent());
            Optional<TestCard> card = charging.challenged(sql, challenge, intentId);
            if (card.isEmpty()) {
                return state;
            }
            ObjectNode intent = store.intent(sql, intentId).orElseThrow();
            return told(
                    sql,
                    id,
                    approved
                            ? charging.present(sql, intent, card.get(), id, clock.instant())
                            : charging.failChallenge(sql, intent, card.get(), clock.instant()));
        });
    }

    private Visit state(Sql sql, String id) throws SQLException {
        var found = store.session(sql, id);
        if (found.isEmpty()) {
            return new Visit.Unknown();
        }
        Session session = found.get();
        if (isOverdue(session)) {
            end(sql, session);
        }
        return switch (session.doc().path("status").asString()) {
            case "complete" -> new Visit.Paid(session, false);
            case "expired" -> new Visit.Expired(session);
            default -> new Visit.Open(session);
        };
    }

    private Visit told(Sql sql, String id, Attempt attempt) throws SQLException {
        Session session = store.session(sql, id).orElseThrow();
        return switch (attempt) {
            case Attempt.Charged(var late) -> new Visit.Paid(session, late);
            case Attempt.Refused(var decline) -> new Visit.Declined(session, decline.message());
            case Attempt.MustProve(var challenge) -> new Visit.MustProve(session, challenge);
        };
    }

    /// The intent of a session is made by the first card; later cards try the same one again.
    private ObjectNode intent(Sql sql, Session session) throws SQLException {
        String existing = session.intent();
        if (existing != null) {
            return store.intent(sql, existing).orElseThrow();
        }
        String id = ids.next(sql, "pi_");
        ObjectNode intent = Documents.intent(
                id,
                ids.passing(""),
                session.doc().path("amount_total").asLong(),
                session.doc().path("currency").asString(),
                clock.instant());
        intent.set("metadata", session.plan().path("metadata").deepCopy());
        if (session.plan().path("description").isString()) {
            intent.set("description", session.plan().path("description"));
        }
        store.addIntent(sql, intent, session.id(), version(session));
        session.doc().put("payment_intent", id);
        store.keep(sql, session);
        return intent;
    }
}
