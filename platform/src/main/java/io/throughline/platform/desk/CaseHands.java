package io.throughline.platform.desk;

import io.throughline.engine.By;
import io.throughline.engine.By.Channel;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.identity.Verification;
import io.throughline.platform.outreach.CaseMessages;
import io.throughline.platform.outreach.CaseMessages.Letter;
import io.throughline.platform.outreach.Messages.Sending;
import io.throughline.platform.staff.CaseActs;
import io.throughline.platform.staff.Colleague;
import io.throughline.workflow.Step;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// What a person does to the case they have at work. All of it goes in as an input of the engine; here is only checked
/// whose work it is, and that whoever is on the line was proven in this conversation and not in another.
@Component
class CaseHands {
    private static final Set<String> DECISIONS = Set.of("approve", "refuse");
    /// Those that speak for the customer, or to them.
    private static final Set<String> WITH_CUSTOMER =
            Set.of("answer", "choose", "continue", "acknowledge", "refuse-words", "decline-terms", "propose");

    private final Windows windows;
    private final ItemStore items;
    private final Cases cases;
    private final CaseActs acts;
    private final Customers customers;
    private final Verification verification;
    private final CaseMessages messages;
    private final FloorDoor door;
    private final InstantSource clock;

    CaseHands(
            Windows windows,
            ItemStore items,
            Cases cases,
            CaseActs acts,
            Customers customers,
            Verification verification,
            CaseMessages messages,
            FloorDoor door,
            InstantSource clock) {
        this.windows = windows;
        this.items = items;
        this.cases = cases;
        this.acts = acts;
        this.customers = customers;
        this.verification = verification;
        this.messages = messages;
        this.door = door;
        this.clock = clock;
    }

    /// @return types of the events that it left in the evidence
    List<String> act(String id, JsonNode body, Colleague me) {
        var item = windows.item(id);
        var verb = body.path("act").asString("");
        if (!item.isAtWorkWith(me.id()) && !DECISIONS.contains(verb)) {
            throw Windows.notYours();
        }
        if (item.subject().kind().equals(Item.CONSULT) || (item.isApproval() && !DECISIONS.contains(verb))) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN,
                    "work.not-yours",
                    "The case is with a colleague; this work is about advice or a decision.");
        }
        var state = windows.caseOf(item);
        var step = windows.definitionOf(state).steps().get(body.path("step").asString(""));
        if (WITH_CUSTOMER.contains(verb)
                && step != null
                && needsCustomer(item, step)
                && !windows.isProven(item, state)) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "not-verified",
                    "Prove first who is in this conversation.",
                    Map.of("step", state.at()));
        }
        return acts.act(state.id(), body, me.by());
    }

    private boolean needsCustomer(Item item, Step step) {
        var definition = windows.definitionOf(windows.caseOf(item));
        return !step.isDeskWork() && definition.levelOf(step) != Identity.Level.NONE;
    }

    /// Compares what the customer said with what is on file.
    ///
    /// @return whether that proved them
    boolean identify(String id, LocalDate dateOfBirth, String postalCode, Colleague me) {
        var item = windows.atWork(id, me);
        var state = windows.caseOf(item);
        var customer = customers
                .of(state)
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "identity.nothing-on-file",
                        "Nothing is on file to compare with."));
        return switch (verification.said(customer.id(), dateOfBirth, postalCode)) {
            case NOTHING_ON_FILE ->
                throw new ApiProblem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "identity.nothing-on-file",
                        "Nothing is on file to compare with.");
            case LOCKED ->
                throw new ApiProblem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "identity.locked",
                        "Too much was tried today; no answer is looked at.");
            case WRONG -> {
                cases.apply(state.id(), new Input.IdentityFailed("desk+facts"), voice(me));
                tell(item, me, "identity-failed", Map.of());
                yield false;
            }
            case RIGHT -> {
                // the case hears it first: nothing is shown of which the evidence knows nothing
                cases.apply(state.id(), new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "desk+facts"), voice(me));
                items.proven(item.id(), clock.instant());
                tell(item, me, "identity-proved", Map.of());
                yield true;
            }
        };
    }

    private static By voice(Colleague me) {
        return new By(me.actor(), me.id(), Channel.VOICE, me.rights());
    }

    /// @param rule why it was not sent; null: it was
    /// @param detail the same for people
    record Sent(
            boolean sent,
            String channel,
            @Nullable String ending,
            @Nullable String rule,
            @Nullable String detail) {}

    /// Sends a message to the customer of the case: of whoever has it at work, or of a supervisor who has joined.
    Sent send(String id, Letter letter, Colleague me) {
        var item = windows.item(id);
        boolean mayWrite = item.isAtWorkWith(me.id()) || (!letter.withLink() && windows.isIn(item, me));
        if (!mayWrite || !StepIn.isConversation(item)) {
            throw Windows.notYours();
        }
        var keyed = new Letter(
                letter.channel(), letter.subject(), letter.text(), letter.withLink(), item.id() + "/" + letter.key());
        var channel = letter.channel().word();
        return switch (messages.send(windows.caseOf(item), keyed, me.by())) {
            case Sending.Sent(var by, var ending) -> new Sent(true, by.word(), ending, null, null);
            case Sending.NotAllowed(var rule, var detail) -> new Sent(false, channel, null, rule, detail);
            case Sending.NotSent(var reason) -> new Sent(false, channel, null, "message.not-taken", reason);
        };
    }

    private void tell(Item item, Colleague me, String type, Map<String, Object> body) {
        door.ask(new Order.Tell(item.id(), me.id(), type, body));
    }
}
