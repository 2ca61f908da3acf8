package io.throughline.platform.payments;

import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;

/// What the `payments` schema keeps, as tables in memory.
public final class PaymentTables {
    final MemoryDatabase.Table<Key, Attempt> attempts;
    public final MemoryDatabase.Table<Key, String> webhooks;

    public PaymentTables(MemoryDatabase database) {
        attempts = database.table("attempts");
        webhooks = database.table("webhooks");
    }
}
