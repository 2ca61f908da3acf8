package io.throughline.platform.payments;

import io.throughline.engine.Input.PaymentResult;
import io.throughline.engine.Money;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One attempt to be paid, under one idempotency key for its whole life.
record Attempt(
        String key,
        String caseId,
        String step,
        int number,
        Money amount,
        State state,
        @Nullable String sessionId,
        @Nullable String url,
        @Nullable String receipt,
        @Nullable Money paid,
        @Nullable String brand,
        @Nullable String lastFour,
        @Nullable String reason,
        boolean unknownReported,
        Instant createdAt) {

    /// Where an attempt stands. The first three may still be paid.
    enum State {
        CREATING,
        OPEN,
        UNKNOWN,
        PAID,
        CLOSED,
        REFUSED;

        Set<State> next() {
            return switch (this) {
                case CREATING, UNKNOWN, OPEN -> EnumSet.of(OPEN, UNKNOWN, PAID, CLOSED, REFUSED);
                case PAID, CLOSED, REFUSED -> EnumSet.noneOf(State.class);
            };
        }

        boolean isSettled() {
            return next().isEmpty();
        }
    }

    /// What a settled attempt tells the case; the same however often it is told.
    PaymentResult result() {
        return switch (state) {
            case PAID -> paidResult(Objects.requireNonNull(paid), Objects.requireNonNull(receipt));
            case CLOSED ->
                reason == null
                        ? new PaymentResult.Abandoned("the card page was closed unpaid")
                        : new PaymentResult.Declined(reason);
            case REFUSED -> new PaymentResult.Abandoned("the processor refused to open a card page: " + reason);
            case CREATING, OPEN, UNKNOWN -> throw new IllegalStateException("attempt " + key + " is not settled");
        };
    }

    private PaymentResult paidResult(Money captured, String chargeReceipt) {
        return captured.equals(amount)
                ? new PaymentResult.Paid(chargeReceipt, captured, brand, lastFour)
                : new PaymentResult.Mismatch("captured " + captured.formatted() + " under " + chargeReceipt + " where "
                        + amount.formatted() + " was asked");
    }
}
