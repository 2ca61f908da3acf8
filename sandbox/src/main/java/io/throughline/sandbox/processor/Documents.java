package io.throughline.sandbox.processor;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The objects of the API in Stripe's shape, as they are first made.
final class Documents {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Documents() {}

    static ObjectNode empty() {
        return JSON.createObjectNode();
    }

    static ObjectNode texts(Map<String, String> values) {
        ObjectNode node = empty();
        values.forEach(node::put);
        return node;
    }

    static ObjectNode session(String id, long amount, String currency, Instant now, Instant expiresAt) {
        ObjectNode doc = empty().put("id", id).put("object", "checkout.session");
        doc.putNull("after_expiration").putNull("allow_promotion_codes");
        doc.put("amount_subtotal", amount).put("amount_total", amount);
        doc.putObject("automatic_tax")
                .put("enabled", false)
                .putNull("liability")
                .putNull("status");
        doc.putNull("billing_address_collection").putNull("cancel_url").putNull("client_reference_id");
        doc.putNull("client_secret").putNull("consent").putNull("consent_collection");
        doc.put("created", now.getEpochSecond()).put("currency", currency).putNull("currency_conversion");
        doc.putArray("custom_fields");
        doc.putObject("custom_text");
        doc.putNull("customer").put("customer_creation", "if_required").putNull("customer_details");
        doc.putNull("customer_email").putArray("discounts");
        doc.put("expires_at", expiresAt.getEpochSecond()).putNull("invoice");
        doc.put("livemode", false).putNull("locale").set("metadata", empty());
        doc.put("mode", "payment").putNull("payment_intent").putNull("payment_link");
        doc.put("payment_method_collection", "if_required").putObject("payment_method_options");
        doc.putArray("payment_method_types").add("card");
        doc.put("payment_status", "unpaid").putObject("phone_number_collection").put("enabled", false);
        doc.putNull("recovered_from").putNull("setup_intent").putNull("shipping_address_collection");
        doc.putNull("shipping_cost").putArray("shipping_options");
        doc.put("status", "open").putNull("submit_type").putNull("subscription").putNull("success_url");
        doc.putObject("total_details")
                .put("amount_discount", 0)
                .put("amount_shipping", 0)
                .put("amount_tax", 0);
        doc.put("ui_mode", "hosted_page").putNull("url");
        return doc;
    }

    static ObjectNode intent(String id, String secret, long amount, String currency, Instant now) {
        ObjectNode doc = empty().put("id", id).put("object", "payment_intent");
        doc.put("amount", amount).put("amount_capturable", 0);
        doc.putObject("amount_details").putObject("tip");
        doc.put("amount_received", 0).putNull("application").putNull("application_fee_amount");
        doc.putNull("automatic_payment_methods").putNull("canceled_at").putNull("cancellation_reason");
        doc.put("capture_method", "automatic_async").put("client_secret", id + "_secret_" + secret);
        doc.put("confirmation_method", "automatic").put("created", now.getEpochSecond());
        doc.put("currency", currency).putNull("customer").putNull("description").putNull("last_payment_error");
        doc.putNull("latest_charge").put("livemode", false).set("metadata", empty());
        doc.putNull("next_action").putNull("on_behalf_of").putNull("payment_method");
        doc.putObject("payment_method_options");
        doc.putArray("payment_method_types").add("card");
        doc.putNull("processing").putNull("receipt_email").putNull("review").putNull("setup_future_usage");
        doc.putNull("shipping").putNull("source").putNull("statement_descriptor");
        doc.putNull("statement_descriptor_suffix").put("status", "requires_payment_method");
        doc.putNull("transfer_data").putNull("transfer_group");
        return doc;
    }

    static ObjectNode charge(
            String id, ObjectNode intent, TestCard card, TestCard.Behaviour.@Nullable Declines decline, Instant now) {
        long amount = intent.path("amount").asLong();
        boolean paid = decline == null;
        ObjectNode doc = empty().put("id", id).put("object", "charge").put("amount", amount);
        doc.put("amount_captured", paid ? amount : 0).put("amount_refunded", 0).putNull("application");
        doc.putNull("application_fee").putNull("application_fee_amount").putNull("balance_transaction");
        doc.putObject("billing_details")
                .putNull("address")
                .putNull("email")
                .putNull("name")
                .putNull("phone");
        doc.put("calculated_statement_descriptor", "THROUGHLINE SANDBOX").put("captured", paid);
        doc.put("created", now.getEpochSecond());
        doc.put("currency", intent.path("currency").asString()).putNull("customer");
        doc.set("description", intent.path("description")).put("disputed", false);
        doc.putNull("failure_balance_transaction");
        doc.put("failure_code", decline == null ? null : decline.code());
        doc.put("failure_message", decline == null ? null : decline.message());
        doc.putObject("fraud_details");
        doc.put("livemode", false).set("metadata", intent.path("metadata").deepCopy());
        doc.putObject("outcome")
                .put("network_status", paid ? "approved_by_network" : "declined_by_network")
                .put("reason", decline == null ? null : decline.declineCode())
                .put("seller_message", paid ? "Payment complete." : "The bank declined the payment.")
                .put("type", paid ? "authorized" : "issuer_declined");
        doc.put("paid", paid).put("payment_intent", intent.path("id").asString());
        doc.putNull("payment_method");
        doc.putObject("payment_method_details")
                .put("type", "card")
                .putObject("card")
                .put("brand", card.brand())
                .put("last4", card.last4())
                .put("funding", "credit")
                .put("network", card.brand());
        doc.putNull("receipt_email")
                .putNull("receipt_number")
                .putNull("receipt_url")
                .put("refunded", false);
        doc.putNull("review").putNull("shipping").putNull("source").putNull("source_transfer");
        doc.putNull("statement_descriptor").putNull("statement_descriptor_suffix");
        doc.put("status", paid ? "succeeded" : "failed")
                .putNull("transfer_data")
                .putNull("transfer_group");
        return doc;
    }

    static ObjectNode lastError(TestCard.Behaviour.Declines decline, @Nullable String charge) {
        ObjectNode error = empty();
        if (charge != null) {
            error.put("charge", charge);
        }
        return error.put("code", decline.code())
                .put("decline_code", decline.declineCode())
                .put(
                        "doc_url",
                        "https://stripe.com/docs/error-codes/" + decline.code().replace('_', '-'))
                .put("message", decline.message())
                .put("type", "card_error");
    }
}
