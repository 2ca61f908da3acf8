package io.throughline.platform.outreach;

import io.throughline.platform.channels.SmsText;
import io.throughline.platform.outreach.Contact.State;
import io.throughline.platform.outreach.Gateways.Submitted;
import io.throughline.policy.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends a message that no case waits for (a code, a confirmation, help), at most once.
@Component
class SendNotice {
    private final ContactPermits permits;
    private final Contacts contacts;
    private final Gateways gateways;
    private final TransactionTemplate transactions;
    private final InstantSource time;

    SendNotice(
            ContactPermits permits,
            Contacts contacts,
            Gateways gateways,
            TransactionTemplate transactions,
            InstantSource time) {
        this.permits = permits;
        this.contacts = contacts;
        this.gateways = gateways;
        this.transactions = transactions;
        this.time = time;
    }

    /// What came of it.
    sealed interface Noticed {
        record Tried(Submitted submitted) implements Noticed {}

        /// @param notBefore from when on it is allowed; null: it is not
        record NotAllowed(
                String rule, String detail, @Nullable Instant notBefore) implements Noticed {}
    }

    /// Asks policy, writes the intent with `alsoWithin` in one transaction, and submits.
    Noticed send(Contact contact, Rendered words, Runnable alsoWithin) {
        var verdict = Objects.requireNonNull(transactions.execute(_ -> {
            var now = time.instant();
            var asked = permits.ask(contact, now);
            if (!(asked instanceof Verdict.Allow)) {
                return asked;
            }
            contacts.claim(contact);
            int parts = SmsText.of(words.text()).parts().size();
            if (!contacts.submitting(contact.id(), parts, now)) {
                return new Verdict.Deny("contact.already-sent", "this message went out before");
            }
            alsoWithin.run();
            return asked;
        }));
        return switch (verdict) {
            case Verdict.Allow() -> new Noticed.Tried(submit(contact, words));
            case Verdict.NotBefore(var at, var rule, var detail) -> new Noticed.NotAllowed(rule, detail, at);
            case Verdict.Require(var _, var rule, var detail) -> new Noticed.NotAllowed(rule, detail, null);
            case Verdict.Deny(var rule, var detail) -> new Noticed.NotAllowed(rule, detail, null);
        };
    }

    private Submitted submit(Contact contact, Rendered words) {
        try {
            var submitted = gateways.submit(contact, words);
            switch (submitted) {
                case Submitted.Accepted(var reference) -> contacts.sent(contact.id(), reference);
                case Submitted.Rejected(var reason) ->
                    contacts.settle(contact.id(), State.UNDELIVERABLE, reason, time.instant());
                case Submitted.NotSent(var reason) ->
                    contacts.settle(contact.id(), State.REFUSED, reason, time.instant());
                case Submitted.Unknown(var reason) ->
                    contacts.settle(contact.id(), State.UNKNOWN, reason, time.instant());
            }
            return submitted;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Submitted.Unknown("interrupted");
        }
    }
}
