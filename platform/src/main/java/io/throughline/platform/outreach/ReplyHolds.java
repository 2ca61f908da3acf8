package io.throughline.platform.outreach;

import io.throughline.platform.outreach.ReplyBook.Told;
import io.throughline.policy.Verdict;
import io.throughline.understanding.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/// What people wrote that stands against a message: words that wait for a person hold it, and what they told us of
/// themselves may forbid it. Call with person and address locked, as a claim has them.
@Component
class ReplyHolds {
    /// A decision wakes what waits; this is for a wake-up that got lost.
    private static final Duration LOOK_AGAIN = Duration.ofHours(6);

    private final ReplyBook book;

    ReplyHolds(ReplyBook book) {
        this.book = book;
    }

    /// For many messages, in their order.
    List<Optional<Verdict>> against(List<Contact> contacts, Instant now) {
        var said = book.againstAll(contacts);
        return IntStream.range(0, contacts.size())
                .mapToObj(i -> verdict(contacts.get(i), said.get(i), now))
                .toList();
    }

    private static Optional<Verdict> verdict(Contact contact, ReplyBook.Against against, Instant now) {
        var denied = denied(against.told(), contact);
        if (denied.isPresent()) {
            return denied;
        }
        return against.held()
                ? Optional.of(new Verdict.NotBefore(
                        now.plus(LOOK_AGAIN),
                        "contact.reply-awaits-person",
                        "what they wrote waits for a person to decide"))
                : Optional.empty();
    }

    private static Optional<Verdict> denied(List<Told> told, Contact contact) {
        return told.stream()
                .filter(one -> one.account() == null
                        || one.account().equals(contact.about().account()))
                .map(ReplyHolds::denied)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Verdict> denied(Told told) {
        return Label.of(told.kind()).flatMap(label -> switch (label) {
            case ATTORNEY -> deny("contact.attorney", "a lawyer speaks for them (12 CFR 1006.6(b)(2))");
            case CEASE_DEBT -> deny("contact.cease", "they asked for no more contact about it (12 CFR 1006.6(c))");
            case BANKRUPTCY -> deny("contact.bankruptcy", "they are in bankruptcy (11 USC 362, 524)");
            case DECEASED -> deny("contact.deceased", "the person has died");
            default -> Optional.empty();
        });
    }

    private static Optional<Verdict> deny(String rule, String reason) {
        return Optional.of(new Verdict.Deny(rule, reason));
    }
}
