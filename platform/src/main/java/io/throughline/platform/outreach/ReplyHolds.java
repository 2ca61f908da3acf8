package io.throughline.platform.outreach;

import io.throughline.platform.outreach.ReplyBook.Told;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.Verdict;
import io.throughline.understanding.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// What people wrote that stands against a message: words that wait for a person hold it, and what they told us of
/// themselves may forbid it; a debt that they dispute is not chased until they have an answer. Call with person and
/// address locked, as a claim has them.
@Component
class ReplyHolds {
    /// A decision wakes what waits, and so does an answer; this is for a wake-up that got lost.
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
        if (against.held()) {
            return later(now, "contact.reply-awaits-person", "what they wrote waits for a person to decide");
        }
        return contact.purpose() == Purpose.OUTREACH && told(against.told(), contact, Label.DISPUTE)
                ? later(now, "contact.disputed", "they dispute it, and have no answer yet (12 CFR 1006.38(d)(2))")
                : Optional.empty();
    }

    private static Optional<Verdict> later(Instant now, String rule, String reason) {
        return Optional.of(new Verdict.NotBefore(now.plus(LOOK_AGAIN), rule, reason));
    }

    private static Optional<Verdict> denied(List<Told> told, Contact contact) {
        return concerning(told, contact)
                .map(one -> ToldBar.of(one.kind()))
                .flatMap(Optional::stream)
                .map(ToldBar::verdict)
                .findFirst();
    }

    private static boolean told(List<Told> told, Contact contact, Label label) {
        return concerning(told, contact).anyMatch(one -> one.kind().equals(label.word()));
    }

    private static Stream<Told> concerning(List<Told> told, Contact contact) {
        return told.stream()
                .filter(one -> one.account() == null
                        || one.account().equals(contact.about().account()));
    }
}
