package io.throughline.engine;

import static io.throughline.engine.Refusal.Code.ALREADY_DONE;
import static io.throughline.engine.Refusal.Code.FINISHED;
import static io.throughline.engine.Refusal.Code.INVALID;
import static io.throughline.engine.Refusal.Code.NOT_AT_STEP;
import static io.throughline.engine.Refusal.Code.NOT_OFFERED;
import static io.throughline.engine.Refusal.Code.NOT_VERIFIED;
import static io.throughline.engine.Refusal.Code.OUT_OF_BOUNDS;

import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.Input.ContactResult;
import io.throughline.engine.Input.PaymentResult;
import io.throughline.engine.Input.WriteResult;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a single input does to a case, or why it is not taken. Checks come before any change.
final class Take {
    private final Definition definition;
    private final CaseState state;
    private final Move move;
    private final By by;
    private final Instant now;
    private final Guard guard;

    Take(Definition definition, CaseState state, Move move, By by, Instant now) {
        this.definition = definition;
        this.state = state;
        this.move = move;
        this.by = by;
        this.now = now;
        this.guard = new Guard(definition, state, by);
    }

    /// Empty when the input was taken.
    Optional<Refusal> take(Input input) {
        var forbidden = guard.check(input);
        if (forbidden.isPresent()) {
            return forbidden;
        }
        var refused = give(input);
        boolean works =
                input instanceof Input.Answer && !(input instanceof Input.Decided || input instanceof Input.Claimed);
        if (refused.isEmpty() && works && by.actor().isStaff()) {
            move.hand(by.id());
        }
        return refused;
    }

    private Optional<Refusal> give(Input input) {
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
            case Input.TermsDeclined(var step) ->
                at(step, Step.Arrange.class).map(this::refusal).orElseGet(() -> end(step, "declined"));
            case Input.PersonWanted() -> personWanted();
            case Input.ContactReported(var effect, var result) -> contact(effect, result);
            case Input.PaymentReported(var effect, var result) -> payment(effect, result);
            case Input.WriteReported(var effect, var result) -> write(effect, result);
            case Input.MessageWritten written -> byHand().written(written);
            case Input.MessageReported reported -> byHand().reported(reported);
            case Input.SteppedIn steppedIn -> byHand().steppedIn(steppedIn);
            case Input.OptedOut(var channel, var words) -> optedOut(channel, words);
            case Input.Answered answered -> answered(answered);
            case Input.Checked checked -> desk().checked(checked);
            case Input.Claimed claimed -> desk().claimed(claimed);
            case Input.TakenBack takenBack -> desk().takenBack(takenBack);
            case Input.Decided decided -> desk().decided(decided);
            case Input.ChildOpened(var effect, var child) -> childOpened(effect, child);
            case Input.ChildEnded ended -> childEnded(ended);
            case Input.ChildFailed(var effect, var reason) -> childFailed(effect, reason);
            case Input.Resumed departure -> departures().take(departure);
            case Input.Override departure -> departures().take(departure);
            case Input.Correct departure -> departures().take(departure);
            case Input.Reopen departure -> departures().take(departure);
            case Input.Reassign departure -> departures().take(departure);
            case Input.Migrate departure -> departures().take(departure);
        };
    }

    private DeskAnswers desk() {
        return new DeskAnswers(definition, state, move, by, guard);
    }

    private ByHand byHand() {
        return new ByHand(move);
    }

    private Departures departures() {
        return new Departures(definition, state, move, by, guard);
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

    /// Why an answer to `step` cannot be taken, if so.
    private Optional<Refusal> at(String name, Class<? extends Step> kind) {
        if (state.status() == Status.FINISHED) {
            return no(FINISHED, "this is already settled");
        }
        var step = definition.steps().get(name);
        if (!state.at().equals(name) || step == null || !kind.isInstance(step) || !isAsked(step)) {
            return no(NOT_AT_STEP, "the case has moved on");
        }
        if (!state.identity().meets(definition.levelOf(step), now)) {
            return no(NOT_VERIFIED, "prove who you are first");
        }
        var task = state.task();
        return task == null ? taken() : guard.work(step, task);
    }

    /// Whether the case waits for an answer to the step it stands on, from the customer or from a desk.
    private boolean isAsked(Step step) {
        if (state.awaiting() == Awaiting.CUSTOMER) {
            return true;
        }
        var task = state.task();
        return state.awaiting() == Awaiting.PERSON
                && step.isDeskWork()
                && task != null
                && task.kind() == CaseState.Task.Kind.ANSWER;
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
        boolean hadSome = state.facts().containsKey(source);
        move.event(hadSome ? "facts-too-old" : "facts-missing", Map.of("source", source, "reason", missing.reason()));
        if (state.awaiting() == Awaiting.FACTS && state.status() == Status.OPEN) {
            var data = definition.data().get(source);
            if (data == null) {
                move.stuck(missing.reason());
            } else {
                move.go(hadSome ? data.stale() : data.missing(), Map.of("reason", missing.reason()));
            }
        }
        return taken();
    }

    private Optional<Refusal> identityProved(Input.IdentityProved proved) {
        var lives = definition.resolution().identityLives();
        move.identity(state.identity().proven(proved.level(), proved.method(), now, lives));
        move.event("identity-proved", Map.of("level", proved.level().name(), "method", proved.method()));
        if (standsOn() instanceof Step.Verify verify && move.identity().meets(Move.level(verify), now)) {
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
                || shown.all().stream()
                        .noneMatch(words -> words.version().equals(given.version())
                                && words.language().equals(given.language()))) {
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
        var choice = Facts.eligible(step, state.facts(), state.refusals()).stream()
                .filter(offered -> offered.name().equals(chosen.choice()))
                .findFirst();
        if (choice.isEmpty()) {
            return no(NOT_OFFERED, "choose one of the options shown");
        }
        var authority = choice.get().authority();
        if (authority != null && !guard.covers(authority)) {
            move.event("chosen", Map.of("choice", chosen.choice(), "authority", authority.name()));
            move.requestApproval(step, authority, chosen.choice());
            return taken();
        }
        move.result(step.name(), Map.of("choice", chosen.choice()));
        move.event(
                "chosen",
                authority == null
                        ? Map.of("choice", chosen.choice())
                        : Map.of("choice", chosen.choice(), "authority", authority.name(), "right", authority.right()));
        return end(step.name(), chosen.choice());
    }

    /// The parameters are checked here, so that no channel can ask for what the system does not take.
    private Optional<Refusal> requested(Input.Requested requested) {
        var refused = at(requested.step(), Step.Request.class);
        if (refused.isPresent()) {
            return refused;
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

    private Optional<Refusal> answered(Input.Answered given) {
        var refused = at(given.step(), Step.Ask.class);
        if (refused.isPresent()) {
            return refused;
        }
        var step = (Step.Ask) definition.step(given.step());
        return switch (Answers.read(step, given, state.facts(), now)) {
            case Answers.Read.Wrong(var mistakes) ->
                Optional.of(new Refusal(INVALID, "ask.fields", "some answers need another look", mistakes));
            case Answers.Read.Good(var values) -> {
                move.setFacts(step.name(), values);
                // the answers themselves stay out of the chain: they are the customer's, and may have to be erased
                move.event("answered", Map.of("fields", List.copyOf(values.keySet())));
                yield end(step.name(), "answered");
            }
        };
    }

    private Optional<Refusal> childOpened(String effect, String child) {
        var name = state.pending().get(effect);
        if (name == null) {
            return no(ALREADY_DONE, "this child was accounted for before");
        }
        move.result(name, Map.of("case", child));
        move.event("child-opened", Map.of("case", child, "workflow", ((Step.Run) definition.step(name)).workflow()));
        return taken();
    }

    private Optional<Refusal> childEnded(Input.ChildEnded ended) {
        var name = state.pending().get(ended.effect());
        if (name == null) {
            return no(ALREADY_DONE, "this child was accounted for before");
        }
        var step = (Step.Run) definition.step(name);
        move.answered(ended.effect());
        move.event("child-ended", Map.of("case", ended.child(), "outcome", ended.outcome()));
        var facts = new LinkedHashMap<String, Object>();
        ended.facts().forEach((fact, value) -> {
            var wanted = step.bring().get(fact);
            if (wanted != null && Departures.fits(wanted.type(), value)) {
                facts.put(fact, value);
            }
        });
        facts.put("outcome", ended.outcome());
        move.result(name, facts);
        return runEnded(step, step.results().contains(ended.outcome()) ? ended.outcome() : Step.Run.FAILED);
    }

    private Optional<Refusal> childFailed(String effect, String reason) {
        var name = state.pending().get(effect);
        if (name == null) {
            return no(ALREADY_DONE, "this child was accounted for before");
        }
        move.answered(effect);
        move.event("child-failed", Map.of("reason", reason));
        move.result(name, Map.of("error", reason));
        return runEnded((Step.Run) definition.step(name), Step.Run.FAILED);
    }

    private Optional<Refusal> runEnded(Step.Run step, String outcome) {
        if (state.awaiting() == Awaiting.CHILD && state.at().equals(step.name())) {
            move.end(step, outcome);
        }
        return taken();
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
        boolean atDesk = definition.steps().get(state.at()) instanceof Step.Request
                && state.awaiting() == Awaiting.PERSON; // whoever serves may be an assistant, or the wrong person
        if (state.awaiting() != Awaiting.CUSTOMER && !atDesk) {
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
                move.outdated(step.system());
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
}
