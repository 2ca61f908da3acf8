package io.throughline.platform.payments;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What the page is told of card payments.
@Component
class CardPayments implements Payments {
    private static final Logger log = LoggerFactory.getLogger(CardPayments.class);
    private final Attempts attempts;
    private final ReadBack readBack;

    CardPayments(Attempts attempts, ReadBack readBack) {
        this.attempts = attempts;
        this.readBack = readBack;
    }

    @Override
    public Optional<String> checkoutUrl(String effectKey) {
        return attempts.find(effectKey)
                .filter(attempt -> !attempt.state().isSettled())
                .flatMap(attempt -> Optional.ofNullable(attempt.url()));
    }

    @Override
    public void customerReturned(String effectKey, boolean cancelled) {
        var attempt = attempts.find(effectKey);
        if (attempt.isEmpty()) {
            log.info("a return from a card page names no attempt of ours");
            return;
        }
        try {
            readBack.readAndTell(attempt.get(), cancelled);
        } catch (InterruptedException e) {
            // The watch of OpenCheckout reads it later.
            Thread.currentThread().interrupt();
        }
    }
}
