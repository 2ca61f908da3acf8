package io.throughline.platform.payments;

import io.throughline.platform.payments.PaymentProcessor.Notice;
import io.throughline.simulation.Gate;
import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import java.time.Instant;

/// Webhooks in memory: what [WebhookStore] does in SQL.
final class MemoryWebhooks implements Webhooks {
    private final MemoryDatabase database;
    private final PaymentTables tables;
    private final Gate gate;
    private final String tenant;

    MemoryWebhooks(MemoryDatabase database, PaymentTables tables, Gate gate, String tenant) {
        this.database = database;
        this.tables = tables;
        this.gate = gate;
        this.tenant = tenant;
    }

    @Override
    public boolean take(String provider, Notice notice, Instant now) {
        return gate.statement("webhook.take", database, () -> {
            var key = new Key(tenant, provider + " " + notice.eventId());
            boolean isNew = tables.webhooks.get(key) == null;
            if (isNew) {
                tables.webhooks.put(key, notice.type());
            }
            return isNew;
        });
    }
}
