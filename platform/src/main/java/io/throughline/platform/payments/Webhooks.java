package io.throughline.platform.payments;

import io.throughline.platform.payments.PaymentProcessor.Notice;
import java.time.Instant;

/// Which webhooks were taken. [WebhookStore] keeps that in PostgreSQL.
interface Webhooks {
    /// True the first time an event is seen. Committed when this returns.
    boolean take(String provider, Notice notice, Instant now);
}
