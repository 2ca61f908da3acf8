package io.throughline.platform.payments;

import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.payments.PaymentProcessor.BadSignature;
import io.throughline.platform.payments.PaymentProcessor.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Takes the processor's webhooks: signature over the raw bytes, once by event id, acknowledged
/// after the commit, worked on afterwards by reading the record back.
@RestController
class StripeWebhook {
    static final int LIMIT = 256 * 1024;
    private final PaymentProcessor processor;
    private final Webhooks webhooks;
    private final WebhookWork work;
    private final InstantSource time;

    StripeWebhook(PaymentProcessor processor, Webhooks webhooks, WebhookWork work, InstantSource time) {
        this.processor = processor;
        this.webhooks = webhooks;
        this.work = work;
        this.time = time;
    }

    @PostMapping("/webhooks/stripe")
    @PreAuthorize("permitAll()")
    Map<String, Object> receive(
            InputStream body, @RequestHeader(name = "Stripe-Signature", required = false) @Nullable String signature)
            throws IOException {
        byte[] bytes = body.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw new ApiProblem(
                    HttpStatus.CONTENT_TOO_LARGE, "webhook.too-large", "A webhook may have " + LIMIT + " bytes.");
        }
        Notice notice = check(bytes, signature);
        boolean isNew = webhooks.take("stripe", notice, time.instant());
        // A repeated event is worked on again: reading back is harmless, and the first time may have died half-way.
        work.submit(notice);
        return Map.of("received", true, "duplicate", !isNew);
    }

    private Notice check(byte[] bytes, @Nullable String signature) {
        if (signature == null || signature.isBlank()) {
            throw new ApiProblem(HttpStatus.BAD_REQUEST, "webhook.unsigned", "The header Stripe-Signature is missing.");
        }
        try {
            return processor.notice(strictUtf8(bytes), signature);
        } catch (BadSignature _) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "webhook.bad-signature", "The signature does not hold for this body.");
        } catch (CharacterCodingException | IllegalArgumentException _) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "webhook.malformed", "The body is not an event of the processor.");
        }
    }

    /// A lenient decoding would check the signature over other bytes than were sent.
    private static String strictUtf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
