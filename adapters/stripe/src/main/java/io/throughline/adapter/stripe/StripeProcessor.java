package io.throughline.adapter.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import io.throughline.engine.Money;
import io.throughline.platform.payments.PaymentProcessor;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Stripe's hosted Checkout. Keys live 24 hours there, errors after the key is taken are replayed,
/// another body under the same key is refused. The SDK's own retries are off: when to ask again is
/// decided by whoever holds the key.
final class StripeProcessor implements PaymentProcessor {
    private static final int PAGE = 100;
    private static final JsonMapper JSON = new JsonMapper();
    private static final SessionRetrieveParams WITH_CHARGE = SessionRetrieveParams.builder()
            .addExpand("payment_intent.latest_charge")
            .build();
    private final StripeClient client;
    private final StripeSettings settings;
    private final Clock clock;

    StripeProcessor(StripeSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = StripeClient.builder()
                .setApiKey(settings.secretKey())
                .setApiBase(settings.apiBase())
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setReadTimeout((int) settings.readTimeout().toMillis())
                .setMaxNetworkRetries(0)
                .build();
    }

    @Override
    public Answer open(Checkout checkout) {
        var options = RequestOptions.builder().setIdempotencyKey(checkout.key()).build();
        try {
            return answer(client.v1().checkout().sessions().create(params(checkout), options));
        } catch (StripeException e) {
            return refusedOrUnknown(e);
        }
    }

    @Override
    public Answer read(String sessionId) {
        try {
            return answer(client.v1().checkout().sessions().retrieve(sessionId, WITH_CHARGE));
        } catch (StripeException e) {
            return new Answer.Unknown(why(e));
        }
    }

    @Override
    public Answer expire(String sessionId) {
        try {
            client.v1().checkout().sessions().expire(sessionId);
        } catch (StripeException _) {
            // It may be paid, closed already, or the answer was lost: the record says which.
        }
        return read(sessionId);
    }

    /// Stripe pages over all intents, newest first; those that captured nothing are passed over.
    @Override
    public List<Charge> charges(@Nullable String after, int limit) {
        var charges = new ArrayList<Charge>();
        String cursor = after;
        try {
            while (charges.isEmpty()) {
                var params = PaymentIntentListParams.builder()
                        .setLimit((long) Math.clamp(limit, 1, PAGE))
                        .addExpand("data.latest_charge");
                if (cursor != null) {
                    params.setStartingAfter(cursor);
                }
                var page = client.v1().paymentIntents().list(params.build());
                for (var intent : page.getData()) {
                    cursor = intent.getId();
                    if (captured(intent) > 0) {
                        charges.add(charge(intent));
                    }
                }
                if (!Boolean.TRUE.equals(page.getHasMore())) {
                    break;
                }
            }
        } catch (StripeException e) {
            throw new IllegalStateException("Stripe's list of payments cannot be read: " + why(e), e);
        }
        return charges;
    }

    @Override
    public Notice notice(String payload, String signatureHeader) {
        try {
            boolean holds = Webhook.Signature.verifyHeader(
                    payload,
                    signatureHeader,
                    settings.webhookSecret(),
                    settings.tolerance().toSeconds(),
                    clock);
            if (!holds) {
                throw new BadSignature("the signature does not hold");
            }
        } catch (SignatureVerificationException e) {
            throw new BadSignature(Objects.requireNonNullElse(e.getMessage(), "the signature does not hold"));
        }
        return event(payload);
    }

    private SessionCreateParams params(Checkout checkout) {
        var price = SessionCreateParams.LineItem.PriceData.builder()
                .setCurrency(checkout.amount().currency().toLowerCase(Locale.ROOT))
                .setUnitAmount(checkout.amount().minor())
                .setProductData(SessionCreateParams.LineItem.PriceData.ProductData.builder()
                        .setName(checkout.description())
                        .build())
                .build();
        return SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setClientReferenceId(checkout.caseId())
                .setSuccessUrl(withSession(checkout.returnUrl()))
                .setCancelUrl(checkout.cancelUrl())
                .addLineItem(SessionCreateParams.LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(price)
                        .build())
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .putMetadata("case", checkout.caseId())
                        .putMetadata("key", checkout.key())
                        .putMetadata("attempt", Integer.toString(checkout.attempt()))
                        .build())
                .build();
    }

    private static String withSession(String url) {
        return url + (url.contains("?") ? "&" : "?") + "session_id={CHECKOUT_SESSION_ID}";
    }

    private static Answer answer(Session session) {
        if ("paid".equals(session.getPaymentStatus())) {
            return paid(session);
        }
        return switch (Objects.requireNonNullElse(session.getStatus(), "")) {
            case "open" -> new Answer.Open(session.getId(), Objects.requireNonNullElse(session.getUrl(), ""));
            case "expired" -> new Answer.Closed(session.getId(), lastDecline(session.getPaymentIntentObject()));
            default -> new Answer.Unknown("the session is " + session.getStatus() + " and not yet paid");
        };
    }

    private static Answer paid(Session session) {
        var intent = session.getPaymentIntentObject();
        if (intent == null) {
            // Paid, but not how much and with what: those are read with the charge expanded.
            return new Answer.Unknown("the session is paid, its charge was not in the answer");
        }
        var card = card(intent);
        return new Answer.Paid(
                session.getId(),
                intent.getId(),
                money(captured(intent), intent.getCurrency()),
                card == null ? null : card.getBrand(),
                card == null ? null : card.getLast4());
    }

    private static Charge charge(PaymentIntent intent) {
        var metadata = Objects.requireNonNullElse(intent.getMetadata(), Map.<String, String>of());
        return new Charge(
                intent.getId(),
                metadata.get("case"),
                metadata.get("key"),
                money(captured(intent), intent.getCurrency()),
                Instant.ofEpochSecond(intent.getCreated()));
    }

    private static long captured(PaymentIntent intent) {
        return Objects.requireNonNullElse(intent.getAmountReceived(), 0L);
    }

    private static com.stripe.model.Charge.PaymentMethodDetails.@Nullable Card card(PaymentIntent intent) {
        var charge = intent.getLatestChargeObject();
        return charge == null || charge.getPaymentMethodDetails() == null
                ? null
                : charge.getPaymentMethodDetails().getCard();
    }

    private static @Nullable String lastDecline(@Nullable PaymentIntent intent) {
        var error = intent == null ? null : intent.getLastPaymentError();
        if (error == null) {
            return null;
        }
        return error.getDeclineCode() == null ? error.getCode() : error.getDeclineCode();
    }

    private static Money money(long minor, String currency) {
        return new Money(minor, currency.toUpperCase(Locale.ROOT));
    }

    /// Only an answer that says the request itself is wrong is a refusal. Time-outs, 5xx, 429, a
    /// key in use and a wrong API key say nothing about the page.
    private static Answer refusedOrUnknown(StripeException fault) {
        Integer status = fault.getStatusCode();
        boolean refused = status != null && (status == 400 || status == 402 || status == 404);
        return refused
                ? new Answer.Refused(
                        Objects.requireNonNullElse(fault.getCode(), "refused"),
                        Objects.requireNonNullElse(fault.getUserMessage(), ""))
                : new Answer.Unknown(why(fault));
    }

    private static String why(StripeException fault) {
        return fault.getClass().getSimpleName() + " " + fault.getStatusCode()
                + (fault.getCode() == null ? "" : " " + fault.getCode());
    }

    private static Notice event(String payload) {
        try {
            var event = JSON.readTree(payload);
            var object = event.path("data").path("object");
            boolean isSession = "checkout.session".equals(object.path("object").asString(""));
            return new Notice(text(event, "id"), text(event, "type"), isSession ? text(object, "id") : null);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not an event of Stripe", e);
        }
    }

    private static String text(JsonNode object, String name) {
        String text = object.path(name).asString("");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an event of Stripe without " + name);
        }
        return text;
    }
}
