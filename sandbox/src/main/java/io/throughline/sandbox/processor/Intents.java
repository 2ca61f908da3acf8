package io.throughline.sandbox.processor;

import io.throughline.sandbox.processor.Charging.Attempt;
import io.throughline.sandbox.store.Sql;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Payment intents driven by the merchant, with the API's ready-made payment methods. Card numbers are not taken here.
final class Intents {
    private static final Set<String> CONFIRMABLE =
            Set.of("requires_payment_method", "requires_confirmation", "requires_action");
    private static final Set<String> REASONS = Set.of("duplicate", "fraudulent", "requested_by_customer", "abandoned");

    private final ProcessorStore store;
    private final Ids ids;
    private final Charging charging;
    private final InstantSource clock;

    Intents(ProcessorStore store, Ids ids, Charging charging, InstantSource clock) {
        this.store = store;
        this.ids = ids;
        this.charging = charging;
        this.clock = clock;
    }

    Answer create(Sql sql, FormParams params, String version, String requestId) throws SQLException {
        long amount = params.whole("amount");
        if (amount < 1 || amount > 99_999_999) {
            throw StripeFault.invalid("amount", "Amount must be from 1 to 99999999 minor units.");
        }
        String currency = Checkout.currency(params.get("currency"), "currency");
        refuseNumbers(params);
        String id = ids.next(sql, "pi_");
        ObjectNode intent = Documents.intent(id, ids.passing(""), amount, currency, clock.instant());
        intent.set("metadata", Documents.texts(params.under("metadata")));
        params.find("description").ifPresent(text -> intent.put("description", text));
        params.find("payment_method").ifPresent(method -> {
            card(method);
            intent.put("payment_method", method).put("status", "requires_confirmation");
        });
        store.addIntent(sql, intent, null, version);
        return params.isTrue("confirm")
                ? present(sql, intent, params.get("payment_method"), requestId)
                : new Answer(200, intent);
    }

    Answer confirm(Sql sql, String id, FormParams params, String requestId) throws SQLException {
        refuseNumbers(params);
        ObjectNode intent = find(sql, id);
        refuseHosted(sql, id);
        if (!CONFIRMABLE.contains(status(intent))) {
            throw unexpected("confirm", intent);
        }
        String method = params.find("payment_method")
                .orElseGet(() -> intent.path("payment_method").asString(""));
        if (method.isEmpty()) {
            throw StripeFault.missing("payment_method");
        }
        return present(sql, intent, method, requestId);
    }

    Answer cancel(Sql sql, String id, FormParams params) throws SQLException {
        ObjectNode intent = find(sql, id);
        refuseHosted(sql, id);
        if (!CONFIRMABLE.contains(status(intent))) {
            throw unexpected("cancel", intent);
        }
        String reason = params.find("cancellation_reason").orElse("requested_by_customer");
        if (!REASONS.contains(reason)) {
            throw StripeFault.invalid("cancellation_reason", "Invalid cancellation_reason: " + reason);
        }
        charging.cancel(sql, intent, reason, clock.instant());
        return new Answer(200, intent);
    }

    private Answer present(Sql sql, ObjectNode intent, String method, String requestId) throws SQLException {
        Attempt attempt = charging.present(sql, intent, card(method), null, clock.instant());
        if (!(attempt instanceof Attempt.Refused)) {
            return new Answer(200, intent);
        }
        ObjectNode body = Documents.empty();
        ObjectNode error = body.putObject("error");
        error.setAll((ObjectNode) intent.path("last_payment_error").deepCopy());
        error.set("payment_intent", intent);
        error.put("request_log_url", "https://dashboard.stripe.com/test/logs/" + requestId);
        return new Answer(402, body);
    }

    private static TestCard card(String method) {
        return TestCard.ofMethod(method)
                .orElseThrow(() -> StripeFault.noSuch("PaymentMethod", method, "payment_method"));
    }

    private ObjectNode find(Sql sql, String id) throws SQLException {
        return store.intent(sql, id).orElseThrow(() -> StripeFault.noSuch("payment_intent", id, "intent"));
    }

    private void refuseHosted(Sql sql, String id) throws SQLException {
        if (store.sessionOfIntent(sql, id).isPresent()) {
            throw StripeFault.state(
                    "payment_intent_unexpected_state",
                    "This PaymentIntent was created by a Checkout Session. To end it, expire the Checkout Session.");
        }
    }

    private static void refuseNumbers(FormParams params) {
        if (!params.under("payment_method_data.card").isEmpty()
                || !params.under("card").isEmpty()) {
            throw StripeFault.state(
                    "raw_card_data", "Sending credit card numbers directly to the API is generally unsafe.");
        }
    }

    private static StripeFault unexpected(String what, ObjectNode intent) {
        return StripeFault.state(
                "payment_intent_unexpected_state",
                "You cannot " + what + " this PaymentIntent because it has a status of " + status(intent) + ".");
    }

    private static String status(ObjectNode intent) {
        return intent.path("status").asString();
    }
}
