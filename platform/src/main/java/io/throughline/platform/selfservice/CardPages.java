package io.throughline.platform.selfservice;

import io.throughline.platform.payments.Payments;
import java.time.Duration;
import java.util.List;
import org.springframework.http.ResponseEntity;

/// The way to the processor's card page, which takes a moment to be ready.
final class CardPages {
    private static final List<Duration> WAITS = List.of(
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(150),
            Duration.ofMillis(250),
            Duration.ofMillis(400),
            Duration.ofMillis(600),
            Duration.ofMillis(700),
            Duration.ofMillis(750));

    private final Payments payments;
    private final Pause pause;

    CardPages(Payments payments, Pause pause) {
        this.payments = payments;
        this.pause = pause;
    }

    /// To the card page, or after three seconds to a page that waits for it.
    ResponseEntity<String> go(String effect) throws InterruptedException {
        for (var wait : WAITS) {
            var url = payments.checkoutUrl(effect);
            if (url.isPresent()) {
                return Pages.goTo(url.get());
            }
            pause.pass(wait);
        }
        return Pages.goTo(payments.checkoutUrl(effect).orElse("/r/card"));
    }
}
