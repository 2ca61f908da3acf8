package io.throughline.sandbox.crowd;

import io.throughline.sandbox.portfolio.Dice;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ways a person gets off a mailing: the mail program's own button (`List-Unsubscribe`, the web way of
/// RFC 8058) where there is one, or a reply that says so.
final class Unsubscribe {
    private static final Pattern ONE_CLICK = Pattern.compile("<(https?://[^>]+)>");

    private Unsubscribe() {}

    /// Empty when the platform could not be reached: to be tried again.
    static Optional<Reply> from(Mail mail, Dice dice, Wires wires, Browser browser, InstantSource clock)
            throws InterruptedException {
        Matcher button = ONE_CLICK.matcher(mail.listUnsubscribe());
        if (!button.find() || dice.chance(50)) {
            return Optional.of(wires.answer(mail, dice.oneOf(List.of("STOP", "Stop", "unsubscribe", "UNSUBSCRIBE"))));
        }
        Page.Post click =
                new Page.Post(URI.create(button.group(1)), List.of(Map.entry("List-Unsubscribe", "One-Click")));
        if (browser.post(click, click.to()) instanceof Browser.Answer.Shown(Page page) && page.status() < 400) {
            Instant taken = clock.instant();
            return Optional.of(() -> Optional.of(taken));
        }
        return Optional.empty();
    }
}
