package io.throughline.sandbox.crowd;

import io.throughline.sandbox.portfolio.Dice;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ways a person gets off a mailing: a reply that says STOP, the mail program's own button (`List-Unsubscribe`).
final class Unsubscribe {
    private static final Pattern TARGET = Pattern.compile("<([^>]+)>");

    private Unsubscribe() {}

    /// True once the platform has taken it.
    static boolean by(Mail mail, Dice dice, Mailbox mailbox, Browser browser) throws InterruptedException {
        Optional<String> button = dice.chance(50) ? target(mail.listUnsubscribe()) : Optional.empty();
        if (button.isEmpty()) {
            String words = dice.oneOf(List.of("STOP", "Stop", "unsubscribe", "UNSUBSCRIBE"));
            return mailbox.send(mail.replyTo(), "Re: " + mail.subject(), words);
        }
        String target = button.orElseThrow();
        if (target.startsWith("mailto:")) {
            URI to = URI.create(target);
            String address = to.getSchemeSpecificPart().replaceAll("[?].*", "");
            return mailbox.send(address, "unsubscribe", "unsubscribe");
        }
        Page.Post oneClick = new Page.Post(URI.create(target), List.of(Map.entry("List-Unsubscribe", "One-Click")));
        return browser.post(oneClick, oneClick.to()) instanceof Browser.Answer.Shown(Page page) && page.status() < 400;
    }

    private static Optional<String> target(String header) {
        Matcher matcher = TARGET.matcher(header);
        String found = "";
        while (matcher.find()) {
            // the web way first, as mail programs do (RFC 8058)
            if (found.isEmpty() || matcher.group(1).startsWith("http")) {
                found = matcher.group(1);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }
}
