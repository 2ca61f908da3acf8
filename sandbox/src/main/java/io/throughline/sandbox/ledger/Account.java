package io.throughline.sandbox.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// An account as the books have it now. The balance is what was loaded plus the sum of its entries, never a fact of its
/// own.
record Account(
        String id,
        String customerId,
        String creditor,
        String currency,
        long balanceMinor,
        long originalBalanceMinor,
        LocalDate dueDate,
        int brokenPromises,
        boolean hasArrangement) {

    long daysPastDue(Instant now) {
        return Math.max(
                0, ChronoUnit.DAYS.between(dueDate, now.atZone(ZoneOffset.UTC).toLocalDate()));
    }

    String status() {
        if (balanceMinor == 0) {
            return "settled";
        }
        return hasArrangement ? "arranged" : "open";
    }
}
