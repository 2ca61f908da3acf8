package io.throughline.tryouts;

import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Engine;
import io.throughline.engine.Event;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.engine.Refusal;
import io.throughline.engine.Transition;
import io.throughline.records.Call;
import io.throughline.records.Operation;
import io.throughline.records.Outcome;
import io.throughline.records.Records;
import io.throughline.workflow.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One case of a domain, played by a desk and a customer. Whatever is changed is asked for at the definition's desk,
/// confirmed by the customer and written by a step of the definition; nothing else touches the records.
final class Conversation {
    private static final By DESK = new By(By.Actor.AGENT, "desk", By.Channel.CHAT);
    private static final By CUSTOMER = By.customer(By.Channel.CHAT);
    private final Domain domain;
    private final Customer customer;
    private final String caseId;
    private final Instant now;
    private final List<Call.Done> done = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private Records records;
    private @Nullable CaseState state;
    private @Nullable String who;
    private @Nullable Outcome written;
    private boolean introduced;
    private int failures;
    private int receipts;

    Conversation(Domain domain, Records records, Customer customer, String name) {
        this.domain = domain;
        this.records = records;
        this.customer = customer;
        this.caseId =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        this.now = domain.replay().instant();
    }

    Records records() {
        return records;
    }

    /// The evidence of the case.
    List<Event> events() {
        return List.copyOf(events);
    }

    /// Where the case stands; empty while nobody is known and nothing was handed over.
    @Nullable
    CaseState state() {
        return state;
    }

    /// What came of a call.
    sealed interface Answer {
        record Given(Object result) implements Answer {}

        /// @param rule id of the rule that refused it
        record Refused(String rule, String reason) implements Answer {}
    }

    /// Does one call of a file.
    Answer act(Action action) {
        var found = domain.system().find(action.operation());
        if (found.isEmpty()) {
            return new Answer.Refused(
                    "unknown-operation", domain.system().name() + " has no operation " + action.operation());
        }
        var operation = found.get();
        given(operation, action);
        return switch (operation.kind()) {
            case IDENTIFY -> identify(operation.name(), action.arguments());
            case READ -> read(operation, action);
            case HAND_OVER -> handOver(operation, action);
            case WRITE -> write(operation, action);
        };
    }

    /// The conversation is over: nothing more is wanted.
    void close() {
        var standing = state;
        if (standing != null && standing.status() == CaseState.Status.OPEN) {
            take(new Input.Continued(domain.desk().name()), DESK);
        }
    }

    private Call call(String operation, Map<String, Object> request) {
        return new Call(
                operation,
                request,
                isProven() ? who : null,
                done,
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(domain.replay().now()));
    }

    private boolean isProven() {
        var standing = state;
        return standing != null && standing.identity().meets(Identity.Level.RIGHT_PARTY, now);
    }

    /// Some calls show that the customer has said who they are, where the file does not tell it.
    private void given(Operation operation, Action action) {
        var given = domain.replay().given();
        if (given.isPresent() && given.get().by().equals(operation.name())) {
            introduce();
        }
        if (given.isPresent()
                && !isProven()
                && customer.id() == null
                && given.get().by().equals(operation.name())
                && action.arguments().get(given.get().parameter()) instanceof String said) {
            identify(given.get().operation(), Map.of(given.get().parameter(), said));
        }
    }

    private Answer identify(String operation, Map<String, Object> request) {
        if (failures >= domain.attempts()) {
            return new Answer.Refused("identity-attempts", "too many attempts to find the customer");
        }
        var outcome = domain.system().perform(call(operation, request), records);
        if (outcome instanceof Outcome.Performed performed && performed.found().isPresent()) {
            meet(performed.found().get(), operation);
        } else if (!isProven()) {
            failures++;
        }
        return answer(outcome);
    }

    /// The customer is found: the case is theirs from here on.
    private void meet(String found, String method) {
        if (state == null) {
            open(Map.of("customerId", found, "accountId", found));
            who = found;
        }
        if (!isProven() && found.equals(who)) {
            take(new Input.IdentityProved(Identity.Level.RIGHT_PARTY, method), DESK);
        }
    }

    /// The desk asks who is there. The customer says it once.
    private void introduce() {
        if (!isProven() && !introduced) {
            introduced = true;
            for (var said : customer.introductions(domain.replay(), records)) {
                if (identify(said.operation(), said.request()) instanceof Answer.Given) {
                    return;
                }
            }
        }
    }

    private Answer read(Operation operation, Action action) {
        var outcome = domain.system().perform(call(operation.name(), action.arguments()), records);
        if (outcome instanceof Outcome.Refused && !isProven()) {
            introduce();
            outcome = domain.system().perform(call(operation.name(), action.arguments()), records);
        }
        return answer(outcome);
    }

    private Answer handOver(Operation operation, Action action) {
        introduce();
        if (state == null) {
            open(Map.of());
        }
        var outcome = domain.system().perform(call(operation.name(), action.arguments()), records);
        if (outcome instanceof Outcome.Performed) {
            var advance = take(new Input.PersonWanted(), DESK);
            if (advance instanceof Advance.Refused(var refusal)) {
                return new Answer.Refused(word(refusal.code()), refusal.message());
            }
        }
        return answer(outcome);
    }

    private Answer write(Operation operation, Action action) {
        introduce();
        var request = new LinkedHashMap<String, Object>(action.arguments());
        // what the call itself brings was asked of the customer already
        customer.answers(domain.replay(), operation.asked().keySet()).forEach(request::putIfAbsent);
        if (!isProven()) {
            // there is no case to write in; the policy names the reason
            return domain.system().perform(call(operation.name(), request), records)
                            instanceof Outcome.Refused(var rule, var _, var reason)
                    ? new Answer.Refused(rule, reason)
                    : new Answer.Refused(word(Refusal.Code.NOT_VERIFIED), "nobody is known");
        }
        written = null;
        if (take(new Input.Requested(domain.desk().name(), operation.name(), request), DESK)
                instanceof Advance.Refused(var refusal)) {
            return new Answer.Refused(word(refusal.code()), refusal.message());
        }
        var standing = state;
        if (standing != null && domain.definition().steps().get(standing.at()) instanceof Step.Choose confirm) {
            var choice = action.confirmed() ? "yes" : "no";
            if (take(new Input.Chosen(confirm.name(), choice), CUSTOMER) instanceof Advance.Refused(var refusal)) {
                return new Answer.Refused(word(refusal.code()), refusal.message());
            }
        }
        return written == null
                ? new Answer.Refused("confirm-first", "the customer has not said yes to it")
                : answer(written);
    }

    private static Answer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Performed performed -> new Answer.Given(performed.result());
            case Outcome.Refused(var rule, var _, var reason) -> new Answer.Refused(rule, reason);
        };
    }

    private static String word(Refusal.Code code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void open(Map<String, Object> trigger) {
        settle(Engine.open(domain.definition(), "tryout", caseId, trigger, DESK, now));
    }

    private Advance take(Input input, By by) {
        var standing = state;
        if (standing == null) {
            throw new IllegalStateException("there is no case yet");
        }
        var advance = Engine.advance(domain.definition(), standing, input, by, now);
        if (advance instanceof Advance.Moved(var transition)) {
            settle(transition);
        }
        return advance;
    }

    /// Keeps the transition and answers what it asks of the outside.
    private void settle(Transition transition) {
        state = transition.state();
        events.addAll(transition.events());
        Deque<Effect> effects = new ArrayDeque<>(transition.effects());
        while (!effects.isEmpty()) {
            switch (effects.remove()) {
                case Effect.ReadFacts read -> take(customerFacts(read), By.SYSTEM);
                case Effect.WriteRecord write -> take(writeRecord(write), By.SYSTEM);
                case Effect.Contact contact ->
                    take(
                            new Input.ContactReported(
                                    contact.key(), new Input.ContactResult.Sent(contact.key(), By.Channel.CHAT)),
                            By.SYSTEM);
                case Effect other ->
                    throw new TryoutFailure("a try-out cannot do what the definition asks for here: "
                            + other.getClass().getSimpleName());
            }
        }
    }

    private Input customerFacts(Effect.ReadFacts read) {
        var from = domain.replay().customer();
        var values = new TreeMap<String, Object>();
        for (var field : from.fields().entrySet()) {
            var path = new ArrayList<>(List.of(from.collection(), read.recordKey()));
            path.addAll(Arrays.asList(field.getValue().split("/")));
            records.find(path).ifPresent(value -> values.put(field.getKey(), value));
        }
        return values.isEmpty()
                ? new Input.FactsMissing(read.key(), "there is no such customer")
                : new Input.FactsRead(read.key(), values, now);
    }

    /// The one place where records change: on a write that the engine has asked for.
    private Input writeRecord(Effect.WriteRecord write) {
        var receipt = new Input.WriteResult.Written(caseId + "/" + ++receipts, now);
        if (!write.system().equals(domain.system().name())) {
            return new Input.WriteReported(write.key(), receipt); // the desk's own log
        }
        var outcome = domain.system().perform(call(write.operation(), write.values()), records);
        written = outcome;
        return switch (outcome) {
            case Outcome.Performed performed -> {
                records = performed.records();
                done.add(performed.done());
                yield new Input.WriteReported(write.key(), receipt);
            }
            case Outcome.Refused(var rule, var _, var reason) ->
                new Input.WriteReported(write.key(), new Input.WriteResult.Rejected(rule, reason));
        };
    }
}
