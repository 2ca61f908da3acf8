package io.throughline.engine;

import static io.throughline.engine.Refusal.Code.ALREADY_DONE;
import static io.throughline.engine.Refusal.Code.FINISHED;
import static io.throughline.engine.Refusal.Code.NOT_AT_STEP;
import static io.throughline.engine.Refusal.Code.NOT_OFFERED;
import static io.throughline.engine.Refusal.Code.NOT_VERIFIED;
import static io.throughline.engine.Refusal.Code.OUT_OF_BOUNDS;
import static io.throughline.engine.Refusal.Code.UNKNOWN;

import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.Input.ContactResult;
import io.throughline.engine.Input.PaymentResult;
import io.throughline.engine.Input.WriteResult;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a single input does to a case, or why it is not taken. Checks come before any change.
final class Take {
    private final Definition definition;
    private final CaseState state;
    private final Move move;
    private final By by;
    private final Instant now;

    Take(Definition definition, CaseState state, Move move, By by, Instant now) {
        this.definition = definition;
        this.state = state;
        this.move = move;
        this.by = by;
        this.now = now;
    }

    /// Empty when the input was taken.
    Optional<Refusal> take(Input input) {
        if (by.actor() == By.Actor.CUSTOMER) {
            move.active();
        }
        return switch (input) {
            case Input.TimerDue() -> move.due() ? taken() : no(ALREADY_DONE, "nothing is due");
            case Input.FactsRead read -> factsRead(read);
            case Input.FactsMissing missing -> factsMissing(missing);
            case Input.LinkOpened(var contact) -> note("link-opened", Map.of("contact", contact));
            case Input.IdentityProved proved -> identityProved(proved);
            case Input.IdentityFailed(var method) -> identityFailed(method);
            case Input.WrongParty() -> wrongParty();
            case Input.Acknowledged acknowledged -> acknowledged(acknowledged);
            case Input.DisclosureRefused(var step) ->
                at(step, Step.Disclose.class).map(this::refusal).orElseGet(() -> end(step, "refused"));
            case Input.Continued(var step)
            when definition.steps().get(step) instanceof Step.Request ->
                at(step, Step.Request.class).map(this::refusal).orElseGet(() -> end(step, Step.Request.NOTHING_MORE));
            case Input.Continued(var step) ->
                at(step, Step.Show.class).map(this::refusal).orElseGet(() -> end(step, "next"));
            case Input.Requested requested -> requested(requested);
            case Input.Chosen chosen -> chosen(chosen);
            case Input.PayRequested(var step) -> payRequested(step);
            case Input.ArrangementProposed proposed -> arrangement(proposed);
            case Input.PersonWanted() -> personWanted();
            case Input.ContactReported(var effect, var result) -> contact(effect, result);
            case Input.PaymentReported(var effect, var result) -> payment(effect, result);
            case Input.WriteReported(var effect, var result) -> write(effect, result);
            case Input.OptedOut(var channel, var words) -> optedOut(channel, words);
            case Input.Resumed(var step, var reason) -> resumed(step, reason);
        };
    }

    private static Optional<Refusal> taken() {
        return Optional.empty();
    }

    private static Optional<Refusal> no(Refusal.Code code, String message) {
        return Optional.of(new Refusal(code, message));
    }

    private Optional<Refusal> refusal(Refusal refusal) {
        return Optional.of(refusal);
    }

    private Optional<Refusal> note(String type, Map<String, Object> details) {
        move.event(type, details);
        return taken();
    }

    /// Why a customer's answer to `step` cannot be taken, if so.
    private Optional<Refusal> at(String step, Class<? extends Step> kind) {
        if (state.status() == Status.FINISHED) {
            return no(FINISHED, "this is already settled");
        }
        if (!state.at().equals(step)
                || state.awaiting() != Awaiting.CUSTOMER
                || !kind.isInstance(definition.steps().get(step))) {
            return no(NOT_AT_STEP, "the case has moved on");
        }
        if (!state.identity().meets(Identity.Level.RIGHT_PARTY, now)) {
            return no(NOT_VERIFIED, "prove who you are first");
        }
        return taken();
    }

    private Optional<Refusal> end(String step, String outcome) {
        move.end(definition.step(step), outcome);
        return taken();
    }

    private Optional<Refusal> factsRead(Input.FactsRead read) {
        var source = state.pending().get(read.effect());
        if (source == null) {
            return no(ALREADY_DONE, "the facts were read before");
        }
        move.answered(read.effect());
        move.setFacts(source, read.values());
        move.readNow(source, read.readAt());
        move.event(
                "facts-read", Map.of("source", source, "readAt", read.readAt().toString()));
        if (state.awaiting() == Awaiting.FACTS && state.status() == Status.OPEN) {
            move.resume();
        }
        return taken();
    }

    private Optional<Refusal> factsMissing(Input.FactsMissing missing) {
        var source = state.pending().get(missing.effect());
        if (source == null) {
            return no(ALREADY_DONE, "the facts were read before");
        }
        move.answered(missing.effect());
        move.event("facts-missing", Map.of("source", source, "reason", missing.reason()));
        if (state.awaiting() == Awaiting.FACTS && state.status() == Status.OPEN) {
            var data = definition.data().get(source);
            move.raise(data == null ? "stuck" : data.missing(), Map.of("reason", missing.reason()));
        }
        return taken();
    }

    private Optional<Refusal> identityProved(Input.IdentityProved proved) {
        move.identity(state.identity().proven(proved.level(), proved.method(), now));
        move.event("identity-proved", Map.of("level", proved.level().name(), "method", proved.method()));
        if (standsOn() instanceof Step.Verify verify && proved.level().compareTo(Identity.Level.RIGHT_PARTY) >= 0) {
            move.end(verify, "verified");
        }
        return taken();
    }

    private Optional<Refusal> identityFailed(String method) {
        if (state.status() != Status.OPEN) {
            return no(state.status() == Status.FINISHED ? FINISHED : NOT_AT_STEP, "a person looks after this now");
        }
        move.identity(state.identity().failedOnce());
        int failures = move.identity().failures();
        move.event("identity-failed", Map.of("method", method, "failures", failures));
        var verify = verifyStep();
        if (verify.isPresent() && failures >= verify.get().attempts() && state.awaiting() == Awaiting.CUSTOMER) {
            move.end(verify.get(), "failed");
        }
        return taken();
    }

    private Optional<Refusal> wrongParty() {
        if (state.status() != Status.OPEN || state.awaiting() != Awaiting.CUSTOMER) {
            return no(NOT_AT_STEP, "nothing more will be sent");
        }
        move.event("wrong-party", Map.of());
        move.identity(Identity.UNKNOWN);
        move.stopOutreach();
        verifyStep().ifPresent(verify -> move.end(verify, "wrong-party"));
        return taken();
    }

    private Optional<Step.Verify> verifyStep() {
        if (standsOn() instanceof Step.Verify verify) {
            return Optional.of(verify);
        }
        return definition.steps().values().stream()
                .filter(Step.Verify.class::isInstance)
                .map(Step.Verify.class::cast)
                .findFirst();
    }

    private @org.jspecify.annotations.Nullable Step standsOn() {
        return state.status() == Status.OPEN && state.awaiting() == Awaiting.CUSTOMER
                ? definition.steps().get(state.at())
                : null;
    }

    private Optional<Refusal> acknowledged(Input.Acknowledged given) {
        var refused = at(given.step(), Step.Disclose.class);
        if (refused.isPresent()) {
            return refused;
        }
        var step = (Step.Disclose) definition.step(given.step());
        var shown = definition.disclosures().get(step.text());
        if (shown == null
                || !shown.name().equals(given.text())
                || !shown.version().equals(given.version())) {
            return no(NOT_OFFERED, "the words have changed; please read them again");
        }
        var details = new LinkedHashMap<String, Object>();
        details.put("text", given.text());
        details.put("version", given.version());
        details.put("language", given.language());
        move.event("disclosure-acknowledged", details);
        return end(given.step(), "acknowledged");
    }

    private Optional<Refusal> chosen(Input.Chosen chosen) {
        var refused = at(chosen.step(), Step.Choose.class);
        if (refused.isPresent()) {
            return refused;
        }
        var step = (Step.Choose) definition.step(chosen.step());
        var offered = Facts.eligible(step, state.facts()).stream()
                .anyMatch(choice -> choice.name().equals(chosen.choice()));
        if (!offered) {
            return no(NOT_OFFERED, "choose one of the options shown");
        }
        move.result(step.name(), Map.of("choice", chosen.choice()));
        move.event("chosen", Map.of("choice", chosen.choice()));
        return end(step.name(), chosen.choice());
    }

    /// The parameters are checked here, so that no channel can ask for what the system does not take.
    private Optional<Refusal> requested(Input.Requested requested) {
        var refused = at(requested.step(), Step.Request.class);
        if (refused.isPresent()) {
            return refused;
        }
        if (by.actor() == By.Actor.CUSTOMER) {
            return no(NOT_OFFERED, "somebody at a desk does this for the customer");
        }
        var step = (Step.Request) definition.step(requested.step());
        var parameters = step.operations().get(requested.operation());
        if (parameters == null) {
            return no(NOT_OFFERED, "there is no operation \"" + requested.operation() + "\" to ask for here");
        }
        var fault = Requests.fault(requested.operation(), parameters, requested.values());
        if (fault.isPresent()) {
            return no(OUT_OF_BOUNDS, fault.get());
        }
        move.setFacts(step.name(), requested.values());
        move.event("requested", Map.of("operation", requested.operation()));
        return end(step.name(), requested.operation());
    }

    private Optional<Refusal> payRequested(String name) {
        var refused = at(name, Step.Pay.class);
        if (refused.isPresent()) {
            return refused;
        }
        var step = (Step.Pay) definition.step(name);
        if (move.isStale(step)) {
            // the amount may have changed while the page lay open: read it again and let the customer check again
            move.event("facts-stale", Map.of("step", name));
            move.go(name);
            return taken();
        }
        var amount = Facts.money(state.facts(), step.amount());
        if (!amount.isPositive()) {
            return no(NOT_OFFERED, "there is nothing to pay");
        }
        var attempts = state.fact(name + ".attempt")
                        .map(number -> ((Number) number).intValue())
                        .orElse(0)
                + 1;
        var description = step.description() == null
                ? definition.title()
                : step.description().fill(place -> Facts.text(state.facts(), place));
        move.result(name, Map.of("attempt", (long) attempts));
        var key = "pay/" + state.id() + "/" + name + "/" + attempts;
        move.await(Awaiting.PAYMENT);
        move.event("payment-requested", Map.of("amount", amount.toFact(), "attempt", attempts, "key", key));
        move.emit(new Effect.OpenCheckout(key, name, attempts, amount, description), name);
        return taken();
    }

    private Optional<Refusal> arrangement(Input.ArrangementProposed proposed) {
        var refused = at(proposed.step(), Step.Arrange.class);
        if (refused.isPresent()) {
            return refused;
        }
        var step = (Step.Arrange) definition.step(proposed.step());
        return Arrangement.assess(step, Facts.money(state.facts(), step.amount()), proposed, now)
                .map(this::refusal)
                .orElseGet(() -> {
                    var terms = Arrangement.terms(step, Facts.money(state.facts(), step.amount()), proposed);
                    move.result(step.name(), terms);
                    move.event("arrangement-agreed", terms);
                    return end(step.name(), "agreed");
                });
    }

    private Optional<Refusal> personWanted() {
        if (state.status() != Status.OPEN || definition.person() == null) {
            return no(NOT_AT_STEP, "a person already has this");
        }
        if (state.awaiting() != Awaiting.CUSTOMER) {
            return no(NOT_AT_STEP, "something is under way; please wait a moment");
        }
        move.event("person-wanted", Map.of());
        move.raise(definition.person(), Map.of("reason", "the customer asked for a person"));
        return taken();
    }

    private Optional<Refusal> contact(String effect, ContactResult result) {
        var step = state.pending().get(effect);
        if (step == null) {
            return no(ALREADY_DONE, "this message was accounted for before");
        }
        var details = new LinkedHashMap<String, Object>();
        details.put("contact", effect);
        if (result instanceof ContactResult.Held(var notBefore, var rule, var detail)) {
            details.put("notBefore", notBefore.toString());
            details.put("rule", rule);
            details.put("detail", detail);
            return note("contact-held", details);
        }
        move.answered(effect);
        boolean outreach = effect.startsWith("touch/");
        var outcome = switch (result) {
            case ContactResult.Sent(var reference, var channel) -> {
                details.put("reference", reference);
                details.put("channel", channel.name());
                move.event("contact-sent", details);
                yield "sent";
            }
            case ContactResult.Denied(var rule, var detail) -> {
                details.put("rule", rule);
                details.put("detail", detail);
                move.event("contact-denied", details);
                yield "suppressed";
            }
            case ContactResult.Undeliverable(var reason) -> {
                details.put("reason", reason);
                move.event("contact-undeliverable", details);
                yield "undeliverable";
            }
            case ContactResult.Unknown(var reason) -> {
                details.put("reason", reason);
                move.event("contact-unknown", details);
                yield "sent";
            }
            case ContactResult.Held _ -> throw new IllegalStateException("held is not final");
        };
        if (outreach) {
            if (state.status() == Status.OPEN) {
                nextTouch(outcome);
            }
        } else if (state.awaiting() == Awaiting.MESSAGE && state.at().equals(step)) {
            move.end(definition.step(step), outcome);
        }
        return taken();
    }

    /// What reached nobody does not make the next touch wait for its whole interval.
    private void nextTouch(String outcome) {
        if (outcome.equals("sent")) {
            move.armTouch(now);
        } else {
            move.touchSoon();
        }
    }

    private Optional<Refusal> payment(String effect, PaymentResult result) {
        var name = state.pending().get(effect);
        if (name == null) {
            return no(ALREADY_DONE, "this payment was accounted for before");
        }
        var details = new LinkedHashMap<String, Object>();
        details.put("key", effect);
        switch (result) {
            case PaymentResult.Opened(var reference) -> {
                details.put("session", reference);
                return note("card-page-opened", details);
            }
            case PaymentResult.Unknown(var reason) -> {
                details.put("reason", reason);
                return note("payment-unknown", details);
            }
            case PaymentResult.Paid paid -> {
                move.answered(effect);
                move.result(name, paidFacts(paid));
                details.put("receipt", paid.receipt());
                details.put("amount", paid.amount().toFact());
                move.event("payment-captured", details);
                finishPayment(name, "paid");
            }
            case PaymentResult.Declined(var reason) -> {
                move.answered(effect);
                move.result(name, Map.of("declineReason", reason));
                details.put("reason", reason);
                move.event("payment-declined", details);
                finishPayment(name, "declined");
            }
            case PaymentResult.Abandoned(var reason) -> {
                move.answered(effect);
                details.put("reason", reason);
                move.event("payment-abandoned", details);
                finishPayment(name, "abandoned");
            }
            case PaymentResult.Mismatch(var reason) -> {
                move.answered(effect);
                details.put("reason", reason);
                move.event("payment-mismatch", details);
                move.stuck(reason);
            }
        }
        return taken();
    }

    private void finishPayment(String name, String outcome) {
        if (state.status() == Status.OPEN && state.at().equals(name) && state.awaiting() == Awaiting.PAYMENT) {
            move.end(definition.step(name), outcome);
        } else if (outcome.equals("paid")) {
            move.stuck("a payment was captured after the case had left step " + name);
        }
    }

    private static Map<String, Object> paidFacts(PaymentResult.Paid paid) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("receipt", paid.receipt());
        facts.put("amount", paid.amount().toFact());
        if (paid.brand() != null) {
            facts.put("brand", paid.brand());
        }
        if (paid.lastFour() != null) {
            facts.put("lastFour", paid.lastFour());
        }
        return facts;
    }

    private Optional<Refusal> write(String effect, WriteResult result) {
        var name = state.pending().get(effect);
        if (name == null) {
            return no(ALREADY_DONE, "this was written before");
        }
        var step = (Step.Write) definition.step(name);
        move.answered(effect);
        var details = new LinkedHashMap<String, Object>();
        details.put("key", effect);
        details.put("operation", step.target());
        var outcome = switch (result) {
            case WriteResult.Written(var receipt, var at) -> {
                details.put("receipt", receipt);
                details.put("postedAt", at.toString());
                move.result(name, Map.of("receipt", receipt));
                move.proof(step.target(), receipt);
                move.event("written-back", details);
                yield "written";
            }
            case WriteResult.Rejected(var code, var message) -> {
                details.put("code", code);
                details.put("message", message);
                move.result(name, Map.of("error", code + ": " + message));
                move.event("writeback-rejected", details);
                yield "rejected";
            }
            case WriteResult.Failed(var reason) -> {
                details.put("reason", reason);
                move.result(name, Map.of("error", reason));
                move.event("writeback-failed", details);
                yield "failed";
            }
        };
        if (state.awaiting() == Awaiting.WRITEBACK && state.at().equals(name)) {
            move.end(step, outcome);
        }
        return taken();
    }

    private Optional<Refusal> optedOut(By.Channel channel, String words) {
        move.event("opted-out", Map.of("channel", channel.name(), "words", words));
        if (state.status() == Status.OPEN) {
            move.stopOutreach();
        }
        return taken();
    }

    private Optional<Refusal> resumed(String step, String reason) {
        if (by.actor() == By.Actor.CUSTOMER || by.actor() == By.Actor.SYSTEM || by.actor() == By.Actor.ASSISTANT) {
            return no(NOT_OFFERED, "only a person with the right may put a case back on a step");
        }
        if (state.status() != Status.EXCEPTION) {
            return no(state.status() == Status.FINISHED ? FINISHED : NOT_AT_STEP, "the case is not with a person");
        }
        if (reason.isBlank()) {
            return no(NOT_OFFERED, "a reason is needed");
        }
        var target = definition.steps().get(step);
        if (target == null || target instanceof Step.Finish) {
            return no(UNKNOWN, "there is no step \"" + step + "\" to go back to");
        }
        move.reopen(step, reason);
        return taken();
    }
}
