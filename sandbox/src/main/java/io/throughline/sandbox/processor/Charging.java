package io.throughline.sandbox.processor;

import io.throughline.sandbox.processor.TestCard.Behaviour;
import io.throughline.sandbox.processor.TestCard.Behaviour.Challenges;
import io.throughline.sandbox.processor.TestCard.Behaviour.Declines;
import io.throughline.sandbox.processor.TestCard.Behaviour.Succeeds;
import io.throughline.sandbox.processor.TestCard.Behaviour.SucceedsLate;
import io.throughline.sandbox.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The one place where an intent is charged. It runs inside the caller's transaction, which also
/// holds the intent's and the session's new state and the events that tell of it.
final class Charging {
    private final ProcessorStore store;
    private final Ids ids;
    private final Events events;

    Charging(ProcessorStore store, Ids ids, Events events) {
        this.store = store;
        this.ids = ids;
        this.events = events;
    }

    /// What came of presenting a card.
    sealed interface Attempt {
        record Charged(boolean answersLate) implements Attempt {}

        record Refused(Declines decline) implements Attempt {}

        record MustProve(String challenge) implements Attempt {}
    }

    /// Presents the card for an intent that is still unpaid. Challenges that were open before are over.
    Attempt present(Sql sql, ObjectNode intent, TestCard card, @Nullable String session, Instant now)
            throws SQLException {
        sql.run("update challenge set open = 0 where intent = ?", id(intent));
        return switch (card.behaviour()) {
            case Succeeds() -> {
                succeed(sql, intent, card, session, now);
                yield new Attempt.Charged(false);
            }
            case SucceedsLate() -> {
                succeed(sql, intent, card, session, now);
                yield new Attempt.Charged(true);
            }
            case Declines decline -> {
                fail(sql, intent, card, decline, true, now);
                yield new Attempt.Refused(decline);
            }
            case Challenges() -> new Attempt.MustProve(challenge(sql, intent, card));
        };
    }

    private String challenge(Sql sql, ObjectNode intent, TestCard card) throws SQLException {
        String challenge = ids.next(sql, "ch3ds_");
        sql.run(
                "insert into challenge(id, intent, brand, last4, open) values (?, ?, ?, ?, 1)",
                challenge,
                id(intent),
                card.brand(),
                card.last4());
        intent.put("status", "requires_action").putNull("last_payment_error");
        intent.putObject("next_action").put("type", "use_stripe_sdk").putObject("use_stripe_sdk");
        store.keepIntent(sql, intent);
        return challenge;
    }

    /// The card that waits behind an open challenge.
    Optional<TestCard> challenged(Sql sql, String challenge, String intent) throws SQLException {
        return sql.find(
                "select brand, last4 from challenge where id = ? and intent = ? and open = 1",
                row -> new TestCard(row.getString(1), row.getString(2), new Behaviour.Succeeds()),
                challenge,
                intent);
    }

    Attempt failChallenge(Sql sql, ObjectNode intent, TestCard card, Instant now) throws SQLException {
        sql.run("update challenge set open = 0 where intent = ?", id(intent));
        var decline = new Declines(
                "payment_intent_authentication_failure",
                "authentication_required",
                "We are unable to authenticate your payment method. Please choose a different payment method and try again.");
        fail(sql, intent, card, decline, false, now);
        return new Attempt.Refused(decline);
    }

    private void succeed(Sql sql, ObjectNode intent, TestCard card, @Nullable String session, Instant now)
            throws SQLException {
        ObjectNode charge = Documents.charge(ids.next(sql, "ch_"), intent, card, null, now);
        String method = ids.next(sql, "pm_");
        charge.put("payment_method", method);
        store.addCharge(sql, charge, now);
        intent.put("status", "succeeded")
                .put("amount_received", intent.path("amount").asLong());
        intent.put("latest_charge", id(charge)).put("payment_method", method);
        intent.putNull("last_payment_error").putNull("next_action");
        store.keepIntent(sql, intent);
        String version = store.versionOfIntent(sql, id(intent));
        if (session != null) {
            var held = store.session(sql, session).orElseThrow();
            held.doc()
                    .put("status", "complete")
                    .put("payment_status", "paid")
                    .put("payment_intent", id(intent))
                    .putNull("url");
            store.keep(sql, held);
            events.add(sql, "checkout.session.completed", held.doc(), version, now);
        }
        events.add(sql, "payment_intent.succeeded", intent, version, now);
    }

    private void fail(Sql sql, ObjectNode intent, TestCard card, Declines decline, boolean charged, Instant now)
            throws SQLException {
        String chargeId = null;
        if (charged) {
            ObjectNode charge = Documents.charge(ids.next(sql, "ch_"), intent, card, decline, now);
            store.addCharge(sql, charge, now);
            chargeId = id(charge);
            intent.put("latest_charge", chargeId);
        }
        intent.put("status", "requires_payment_method")
                .putNull("payment_method")
                .putNull("next_action");
        intent.set("last_payment_error", Documents.lastError(decline, chargeId));
        store.keepIntent(sql, intent);
        events.add(sql, "payment_intent.payment_failed", intent, store.versionOfIntent(sql, id(intent)), now);
    }

    /// Ends an intent that was not paid.
    void cancel(Sql sql, ObjectNode intent, String reason, Instant now) throws SQLException {
        sql.run("update challenge set open = 0 where intent = ?", id(intent));
        intent.put("status", "canceled").put("canceled_at", now.getEpochSecond());
        intent.put("cancellation_reason", reason).putNull("next_action");
        store.keepIntent(sql, intent);
    }

    static String id(ObjectNode doc) {
        return doc.path("id").asString();
    }
}
