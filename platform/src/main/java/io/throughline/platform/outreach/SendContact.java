package io.throughline.platform.outreach;

import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Input;
import io.throughline.engine.Input.ContactReported;
import io.throughline.engine.Input.ContactResult;
import io.throughline.platform.cases.EffectHandler;
import io.throughline.platform.channels.Together;
import io.throughline.platform.outreach.Contact.State;
import io.throughline.platform.outreach.Contacts.Taken;
import io.throughline.platform.outreach.Gateways.Submitted;
import io.throughline.platform.outreach.LeaveContacts.Left;
import io.throughline.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Sends a case's message. Policy is asked when the message is claimed and again when it is about
/// to leave; from that moment on it is never submitted a second time, for nobody can tell whether
/// the first one went out.
@Component
class SendContact implements EffectHandler<Effect.Contact> {
    private final CaseContacts caseContacts;
    private final AskContacts asking;
    private final LeaveContacts leaving;
    private final Contacts contacts;
    private final Gateways gateways;
    private final InstantSource time;
    private final OutreachSettings settings;
    private final Together<Taken> sent;

    SendContact(
            CaseContacts caseContacts,
            AskContacts asking,
            LeaveContacts leaving,
            Contacts contacts,
            Gateways gateways,
            InstantSource time,
            OutreachSettings settings) {
        this.caseContacts = caseContacts;
        this.asking = asking;
        this.leaving = leaving;
        this.contacts = contacts;
        this.gateways = gateways;
        this.time = time;
        this.settings = settings;
        this.sent = new Together<>(settings.together(), contacts::sentAll);
    }

    @Override
    public Class<Effect.Contact> kind() {
        return Effect.Contact.class;
    }

    @Override
    public Claim claim(Effect.Contact effect, CaseState state, Instant now) {
        return claimAll(List.of(new EffectHandler.Asked<>(effect, state)), now).getFirst();
    }

    /// Messages to the same person or address are claimed one after the other: the first counts when the next is asked
    /// about.
    @Override
    public List<Claim> claimAll(List<EffectHandler.Asked<Effect.Contact>> all, Instant now) {
        var existing = contacts.findByEffects(
                all.stream().map(one -> one.effect().key()).toList());
        var people =
                caseContacts.people(all.stream().map(EffectHandler.Asked::state).toList());
        var claims = new HashMap<String, Claim>();
        var open = new ArrayList<Wanted>();
        for (var one : all) {
            var key = one.effect().key();
            var known = existing.get(key);
            if (known != null && known.state() != State.CLAIMED) {
                claims.put(key, new Claim.Go());
            } else {
                var contact = caseContacts.of(one.effect(), one.state(), people, now);
                open.add(new Wanted(one.effect(), one.state(), contact, known != null));
            }
        }
        for (var round : AskContacts.rounds(open, Wanted::contact)) {
            claim(round, now, claims);
        }
        return all.stream()
                .map(one -> Objects.requireNonNull(claims.get(one.effect().key())))
                .toList();
    }

    /// A message that is to be claimed.
    ///
    /// @param isKept whether it was claimed before
    private record Wanted(Effect.Contact effect, CaseState state, Contact contact, boolean isKept) {}

    private void claim(List<Wanted> wanted, Instant now, Map<String, Claim> claims) {
        var verdicts = asking.ask(
                wanted.stream()
                        .map(one -> new AskContacts.Asked(one.contact(), one.state()))
                        .toList(),
                now);
        var allowed = new ArrayList<Contact>();
        for (int i = 0; i < wanted.size(); i++) {
            var one = wanted.get(i);
            claims.put(
                    one.effect().key(),
                    switch (verdicts.get(i)) {
                        case Verdict.Allow() -> {
                            allowed.add(one.contact());
                            yield new Claim.Go();
                        }
                        case Verdict.NotBefore(var instant, var rule, var reason) ->
                            new Claim.Later(
                                    instant, report(one.effect(), new ContactResult.Held(instant, rule, reason)));
                        case Verdict.Require(var obligation, var rule, var reason) ->
                            never(one, rule, obligation + ": " + reason, now);
                        case Verdict.Deny(var rule, var reason) -> never(one, rule, reason, now);
                    });
        }
        contacts.claimAll(allowed);
    }

    private Claim never(Wanted one, String rule, String reason, Instant now) {
        if (one.isKept()) {
            contacts.settle(one.contact().id(), State.REFUSED, rule, now);
        }
        return new Claim.Never(report(one.effect(), new ContactResult.Denied(rule, reason)));
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

    /// Waits for a way out before it asks: nothing counts as having left that only stands in line.
    private Carried submit(Effect.Contact effect, Contact contact, CaseState state, int attempt)
            throws InterruptedException {
        var way = gateways.way(contact);
        if (way.isEmpty()) {
            return tryLater(effect, contact, attempt, Gateways.CROWDED);
        }
        Left left;
        @Nullable Submitted submitted = null;
        try (var out = way.get()) {
            left = leaving.leave(effect, contact, state);
            if (left instanceof Left.Go(var words)) {
                submitted = out.submit(words);
            }
        }
        return switch (left) {
            case Left.Go _ -> settle(effect, contact, Objects.requireNonNull(submitted), attempt);
            case Left.Gone() -> new Carried.Again(time.instant().plus(settings.retryAfter()), null);
            case Left.Kept(var why) -> kept(effect, contact, why);
        };
    }

    private Carried settle(Effect.Contact effect, Contact contact, Submitted submitted, int attempt) {
        return switch (submitted) {
            case Submitted.Accepted(var reference) -> {
                sent.take(new Taken(contact.id(), reference));
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

    private Carried kept(Effect.Contact effect, Contact contact, Verdict why) {
        var now = time.instant();
        return switch (why) {
            case Verdict.Allow() -> throw new IllegalStateException("kept although allowed: " + effect.key());
            case Verdict.NotBefore(var instant, var rule, var reason) ->
                new Carried.Again(instant, report(effect, new ContactResult.Held(instant, rule, reason)));
            case Verdict.Require(var obligation, var rule, var reason) ->
                refused(effect, contact, rule, obligation + ": " + reason, now);
            case Verdict.Deny(var rule, var reason) -> refused(effect, contact, rule, reason, now);
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
