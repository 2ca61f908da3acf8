package io.throughline.sandbox.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of the journal. It is written once and never changed; a correction would be another posting.
record Posting(
        long seq,
        String key,
        String operation,
        String account,
        @Nullable Long amountMinor,
        @Nullable String currency,
        String receipt,
        Instant postedAt,
        String body) {}
