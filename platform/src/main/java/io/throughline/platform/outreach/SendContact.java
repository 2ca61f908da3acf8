package io.throughline.platform.outreach;

import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Input;
import io.throughline.engine.Input.ContactReported;
import io.throughline.engine.Input.ContactResult;
import io.throughline.platform.cases.EffectHandler;
import io.throughline.platform.channels.SmsText;
import io.throughline.platform.outreach.Contact.State;
import io.throughline.platform.outreach.Gateways.Submitted;
import io.throughline.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends a case's message. Policy is asked when the message is claimed and again when it is about to
/// leave; from that
/// moment on it is never submitted a second time, for nobody can tell whether the first one went out.
@Component
class SendContact implements EffectHandler<Effect.Contact> {
    private final CaseContacts caseContacts;
    private final ContactPermits permits;
    private final ReplyHolds holds;
    private final List<ContactGate> gates;
    private final Contacts contacts;
    private final Gateways gateways;
    private final TransactionTemplate transactions;
    private final InstantSource time;
    private final OutreachSettings settings;

    SendContact(
            CaseContacts caseContacts,
            ContactPermits permits,
            ReplyHolds holds,
            List<ContactGate> gates,
            Contacts contacts,
            Gateways gateways,
            TransactionTemplate transactions,
            InstantSource time,
            OutreachSettings settings) {
        this.caseContacts = caseContacts;
        this.permits = permits;
        this.holds = holds;
        this.gates = gates;
        this.contacts = contacts;
        this.gateways = gateways;
        this.transactions = transactions;
        this.time = time;
        this.settings = settings;
    }

    @Override
    public Class<Effect.Contact> kind() {
        return Effect.Contact.class;
    }

    @Override
    public Claim claim(Effect.Contact effect, CaseState state, Instant now) {
        var existing = contacts.findByEffect(effect.key());
        if (existing.isPresent() && existing.get().state() != State.CLAIMED) {
            return new Claim.Go();
        }
        var contact = caseContacts.of(effect, state, now);
        return switch (ask(contact, state, now)) {
            case Verdict.Allow() -> {
                contacts.claim(contact);
                yield new Claim.Go();
            }
            case Verdict.NotBefore(var instant, var rule, var reason) ->
                new Claim.Later(instant, report(effect, new ContactResult.Held(instant, rule, reason)));
            case Verdict.Require(var obligation, var rule, var reason) ->
                never(effect, contact, rule, obligation + ": " + reason, now);
            case Verdict.Deny(var rule, var reason) -> never(effect, contact, rule, reason, now);
        };
    }

    /// Whatever forbids for good is told first, so that a message that is only held never hides it.
    private Verdict ask(Contact contact, CaseState state, Instant now) {
        var verdict = permits.ask(contact, now);
        if (verdict instanceof Verdict.Deny) {
            return verdict;
        }
        var said = holds.against(contact, now);
        if (said.isPresent()) {
            return said.get();
        }
        return gates.stream()
                .map(gate -> gate.against(state, now))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(verdict);
    }

    private Claim never(Effect.Contact effect, Contact contact, String rule, String reason, Instant now) {
        contacts.settle(contact.id(), State.REFUSED, rule, now);
        return new Claim.Never(report(effect, new ContactResult.Denied(rule, reason)));
    }

    @Override
    public Carried carryOut(Effect.Contact effect, CaseState state, int attempt) throws InterruptedException {
        var contact = contacts.findByEffect(effect.key())
                .orElseThrow(() -> new IllegalStateException("not claimed: " + effect.key()));
        return switch (contact.state()) {
            case CLAIMED -> submit(effect, contact, state, attempt);
            case SUBMITTING, UNKNOWN -> awaitReceipt(effect, contact);
            case SENT, DELIVERED -> done(effect, sent(contact));
            case UNDELIVERABLE -> done(effect, undeliverable(contact));
            case REFUSED -> done(effect, refused(contact));
        };
    }

    @Override
    public Duration patience() {
        return settings.giveUpAfter();
    }

    /// Such as a message with a hole in it. What never left is undeliverable; of what may have left, nobody knows.
    /// One that policy held for days has its time from the first claim on.
    @Override
    public @Nullable Input givenUp(Effect.Contact effect, String reason) {
        var found = contacts.findByEffect(effect.key());
        if (found.isEmpty()) {
            return report(effect, new ContactResult.Undeliverable(reason));
        }
        var contact = found.get();
        var now = time.instant();
        if (!now.isAfter(contact.firstAt().plus(settings.giveUpAfter()))) {
            return null;
        }
        return switch (contact.state()) {
            case CLAIMED -> {
                contacts.settle(contact.id(), State.UNDELIVERABLE, reason, now);
                yield report(effect, new ContactResult.Undeliverable(reason));
            }
            case SUBMITTING, UNKNOWN -> {
                contacts.settle(contact.id(), State.UNKNOWN, reason, now);
                yield report(effect, new ContactResult.Unknown(reason));
            }
            case SENT, DELIVERED -> report(effect, sent(contact));
            case UNDELIVERABLE -> report(effect, undeliverable(contact));
            case REFUSED -> report(effect, refused(contact));
        };
    }

    private Carried submit(Effect.Contact effect, Contact contact, CaseState state, int attempt)
            throws InterruptedException {
        var words = caseContacts.render(contact, effect, state);
        int parts = SmsText.of(words.text()).parts().size();
        var notNow = Objects.requireNonNull(transactions.execute(_ -> leave(effect, contact, state, parts)));
        if (notNow.isPresent()) {
            return notNow.get();
        }
        return switch (gateways.submit(contact, words)) {
            case Submitted.Accepted(var reference) -> {
                contacts.sent(contact.id(), reference);
                yield done(effect, sent(contact));
            }
            case Submitted.Rejected(var reason) -> {
                contacts.settle(contact.id(), State.UNDELIVERABLE, reason, time.instant());
                yield done(effect, new ContactResult.Undeliverable(reason));
            }
            case Submitted.NotSent(var reason) -> tryLater(effect, contact, attempt, reason);
            case Submitted.Unknown _ ->
                awaitReceipt(effect, contacts.find(contact.id()).orElseThrow());
        };
    }

    /// The last question before it leaves: a stop may have come since the claim. Empty if it may go.
    private Optional<Carried> leave(Effect.Contact effect, Contact contact, CaseState state, int parts) {
        var now = time.instant();
        return switch (ask(contact.about(caseContacts.about(effect, state)), state, now)) {
            case Verdict.Allow() -> {
                // a process that slept through its lease finds that another has sent it
                yield contacts.submitting(contact.id(), parts, now)
                        ? Optional.empty()
                        : Optional.of(new Carried.Again(now.plus(settings.retryAfter()), null));
            }
            case Verdict.NotBefore(var instant, var rule, var reason) ->
                Optional.of(new Carried.Again(instant, report(effect, new ContactResult.Held(instant, rule, reason))));
            case Verdict.Require(var obligation, var rule, var reason) ->
                Optional.of(refused(effect, contact, rule, obligation + ": " + reason, now));
            case Verdict.Deny(var rule, var reason) -> Optional.of(refused(effect, contact, rule, reason, now));
        };
    }

    private Carried refused(Effect.Contact effect, Contact contact, String rule, String reason, Instant now) {
        contacts.settle(contact.id(), State.REFUSED, rule, now);
        return done(effect, new ContactResult.Denied(rule, reason));
    }

    private Carried tryLater(Effect.Contact effect, Contact contact, int attempt, String reason) {
        var now = time.instant();
        contacts.notSubmitted(contact.id());
        if (now.isAfter(contact.firstAt().plus(settings.giveUpAfter()))) {
            contacts.settle(contact.id(), State.UNDELIVERABLE, reason, now);
            return done(effect, new ContactResult.Undeliverable(reason));
        }
        return new Carried.Again(now.plus(settings.backOff(attempt)), null);
    }

    /// It may be out there. A receipt tells; when none has come in time, nobody knows, and that is the
    /// answer.
    private Carried awaitReceipt(Effect.Contact effect, Contact contact) {
        var until = Objects.requireNonNull(contact.submittedAt()).plus(settings.awaitReceipt());
        var now = time.instant();
        if (now.isBefore(until)) {
            return new Carried.Again(until, null);
        }
        contacts.settle(contact.id(), State.UNKNOWN, "no receipt in time", now);
        return done(effect, new ContactResult.Unknown("no receipt in time"));
    }

    static ContactResult sent(Contact contact) {
        return new ContactResult.Sent(contact.id(), contact.endpoint().channel());
    }

    private static ContactResult undeliverable(Contact contact) {
        return new ContactResult.Undeliverable(reason(contact));
    }

    private static ContactResult refused(Contact contact) {
        return new ContactResult.Denied(reason(contact), "refused before it left");
    }

    private static String reason(Contact contact) {
        return Objects.requireNonNullElse(contact.reason(), "not told");
    }

    private static Carried done(Effect.Contact effect, ContactResult result) {
        return new Carried.Done(report(effect, result));
    }

    private static Input report(Effect.Contact effect, ContactResult result) {
        return new ContactReported(effect.key(), result);
    }
}
