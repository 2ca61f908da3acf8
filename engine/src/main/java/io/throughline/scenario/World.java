package io.throughline.scenario;

import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState;
import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.Effect;
import io.throughline.engine.Engine;
import io.throughline.engine.Event;
import io.throughline.engine.Input;
import io.throughline.engine.Input.ContactResult;
import io.throughline.engine.Input.PaymentResult;
import io.throughline.engine.Input.WriteResult;
import io.throughline.engine.Refusal;
import io.throughline.engine.Transition;
import io.throughline.engine.Viewer;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.ContactFacts.Earlier;
import io.throughline.policy.ContactLaw;
import io.throughline.policy.Verdict;
import io.throughline.workflow.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A case with everything around it, in virtual time: the systems, the gateways and the clock. What they are asked goes
/// well, unless a [Reply] says otherwise or contact policy holds a message back. The case itself is the engine's.
final class World {
    private static final String CASE = "0192f0c1-7a3b-7000-8000-000000000001";
    /// More answers than this to one line are a definition that goes round in circles.
    private static final int MOST = 2_000;

    /// One line of evidence and when it came.
    record Seen(Instant at, Event event) {}

    /// A message that went out.
    record Sent(String message, Channel channel, Instant at) {}

    /// An entry that a system of record has confirmed.
    record Written(String target, Map<String, Object> values) {}

    private final Definition definition;
    private final Given given;
    private final List<Seen> evidence = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Written> written = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final Map<String, Effect> open = new LinkedHashMap<>();
    private final Map<String, Instant> held = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final Map<String, Map<String, Object>> systems = new TreeMap<>();
    private final List<Earlier> attempts;
    private final ContactLaw law;
    private final Set<Channel> stopped = EnumSet.noneOf(Channel.class);
    private final Shown shown;
    private final List<Reply> replies = new ArrayList<>();
    private final Set<String> rules = new HashSet<>();
    private Instant now;
    private Channel channel;
    private boolean proven;
    private int receipts;
    private @Nullable CaseState state;
    private @Nullable String link;

    World(Definition definition, ContactLaw law, Given given) {
        this.law = law;
        this.definition = definition;
        this.given = given;
        this.now = given.start();
        this.channel = given.channel();
        this.attempts = new ArrayList<>(given.person().contacted());
        this.stopped.addAll(given.person().stopped());
        this.shown = new Shown(definition);
        this.systems.putAll(given.facts());
    }

    // ---- what there is to see

    Definition definition() {
        return definition;
    }

    Given given() {
        return given;
    }

    Instant now() {
        return now;
    }

    /// Where the case stands.
    CaseState state() {
        if (state == null) {
            throw new Unmet("a case to be there", "nothing has opened one yet: begin with \"trigger\"");
        }
        return state;
    }

    boolean isOpened() {
        return state != null;
    }

    List<Seen> evidence() {
        return evidence;
    }

    List<Sent> sent() {
        return sent;
    }

    List<Written> written() {
        return written;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    Shown shown() {
        return shown;
    }

    /// Rules of policy that have held something back.
    Set<String> rules() {
        return rules;
    }

    /// The link of the message that reached the customer last.
    Optional<String> link() {
        return Optional.ofNullable(link);
    }

    By customer() {
        return By.customer(channel);
    }

    /// The open effects of a kind, the oldest first.
    <E extends Effect> Optional<E> open(Class<E> kind) {
        return open.values().stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    // ---- what happens

    void trigger() {
        if (state != null) {
            throw new Unmet("no case to be there yet", "the case was opened before");
        }
        var trigger = given.facts().getOrDefault("trigger", Map.of());
        took(Engine.open(definition, "scenarios", CASE, trigger, By.SYSTEM, now));
    }

    /// Gives an input to the engine.
    ///
    /// @return whether it was taken; why not is among [#refusals()]
    boolean give(Input input, By by) {
        switch (Engine.advance(definition, state(), input, by, now)) {
            case Advance.Moved(var transition) -> {
                took(transition);
                if (input instanceof Input.IdentityProved) {
                    proven = true;
                } else if (input instanceof Input.WrongParty) {
                    proven = false;
                }
                return true;
            }
            case Advance.Refused(var refusal) -> {
                refusals.add(refusal);
                return false;
            }
        }
    }

    private void took(Transition transition) {
        state = transition.state();
        transition.events().forEach(event -> evidence.add(new Seen(now, event)));
        transition.effects().forEach(effect -> open.put(effect.key(), effect));
    }

    void comesBy(Channel newChannel) {
        channel = newChannel;
    }

    void changes(String source, Map<String, Object> values) {
        var all = new TreeMap<>(systems.getOrDefault(source, Map.of()));
        all.putAll(values);
        systems.put(source, all);
    }

    void stops(Channel on) {
        stopped.add(on);
    }

    /// How the outside answers from here on; each reply is for one effect.
    void expect(List<Reply> next) {
        replies.clear();
        replies.addAll(next);
    }

    List<Reply> unused() {
        return replies;
    }

    // ---- the outside

    /// Answers everything that can be answered now, and what comes of it.
    void settle() {
        int answers = 0;
        while (state != null && (timers() || answerOne())) {
            if (++answers > MOST) {
                throw new Unmet("the case to come to rest", "it goes round in circles at " + state().at());
            }
        }
        look();
    }

    private void look() {
        if (state != null) {
            shown.see(state, Engine.prompt(definition, state, new Viewer(customer(), proven), now));
        }
    }

    private boolean timers() {
        var due = state().nextTimer();
        return due.isPresent()
                && !due.get().isAfter(now)
                && state().status() == Status.OPEN
                && quietly(new Input.TimerDue());
    }

    /// An input of the platform itself; one that comes too late is no fault of the scenario.
    private boolean quietly(Input input) {
        if (Engine.advance(definition, state(), input, By.SYSTEM, now) instanceof Advance.Moved(var transition)) {
            took(transition);
            return true;
        }
        return false;
    }

    private boolean answerOne() {
        for (var effect : List.copyOf(open.values())) {
            var input = replied(effect).or(() -> usual(effect));
            if (input.isPresent()) {
                answer(effect, input.get());
                return true;
            }
        }
        return false;
    }

    void answer(Effect effect, Input input) {
        if (isFinal(input)) {
            open.remove(effect.key());
        }
        note(effect, input);
        quietly(input);
    }

    private Optional<Input> replied(Effect effect) {
        if (isHeld(effect)) {
            return Optional.empty();
        }
        var reply = replies.stream().filter(one -> one.fits().test(effect)).findFirst();
        reply.ifPresent(replies::remove);
        return reply.map(one -> one.answer().apply(effect, this));
    }

    private boolean isHeld(Effect effect) {
        var until = held.get(effect.key());
        return until != null && until.isAfter(now);
    }

    private static boolean isFinal(Input input) {
        return switch (input) {
            case Input.ContactReported(var _, var result) -> !(result instanceof ContactResult.Held);
            case Input.PaymentReported(var _, var result) ->
                !(result instanceof PaymentResult.Opened || result instanceof PaymentResult.Unknown);
            case Input.ChildOpened _ -> false;
            default -> true;
        };
    }

    private Optional<Input> usual(Effect effect) {
        return switch (effect) {
            case Effect.ReadFacts read -> Optional.of(new Input.FactsRead(read.key(), record(read), now));
            case Effect.WriteRecord write ->
                Optional.of(
                        new Input.WriteReported(write.key(), new WriteResult.Written(receipt(write.system()), now)));
            case Effect.Contact contact ->
                isHeld(effect)
                        ? Optional.empty()
                        : Optional.of(new Input.ContactReported(effect.key(), contact(contact)));
            case Effect.OpenCheckout checkout ->
                begun.add(effect.key())
                        ? Optional.of(new Input.PaymentReported(
                                checkout.key(), new PaymentResult.Opened("card-page-" + checkout.attempt())))
                        : Optional.empty();
            case Effect.OpenCase child ->
                begun.add(effect.key())
                        ? Optional.of(new Input.ChildOpened(child.key(), child.workflow() + "-child"))
                        : Optional.empty();
        };
    }

    private Map<String, Object> record(Effect.ReadFacts read) {
        var values = new TreeMap<>(systems.getOrDefault(read.source(), Map.of()));
        values.putIfAbsent("id", read.recordKey());
        return values;
    }

    /// A receipt as a system gives it: `ledger-1`.
    String receipt(String system) {
        return system + "-" + ++receipts;
    }

    private ContactResult contact(Effect.Contact contact) {
        var on = channelOf(contact);
        var facts = Contacted.facts(definition, given, contact, on, stopped, attempts, now);
        return switch (law.ask(facts, now).verdict()) {
            case Verdict.Allow() -> new ContactResult.Sent("message-" + (sent.size() + 1), on);
            case Verdict.NotBefore(var instant, var rule, var reason) -> {
                rules.add(rule);
                yield new ContactResult.Held(instant, rule, reason);
            }
            case Verdict.Require(var _, var rule, var reason) -> denied(rule, reason);
            case Verdict.Deny(var rule, var reason) -> denied(rule, reason);
        };
    }

    private ContactResult denied(String rule, String reason) {
        rules.add(rule);
        return new ContactResult.Denied(rule, reason);
    }

    /// The channel a message goes out on.
    Channel channelOf(Effect.Contact contact) {
        var message = definition.messages().get(contact.message());
        var word = message != null
                ? message.channel()
                : definition.outreach().get(Math.max(0, contact.touch())).channel();
        return GivenReader.channel(word).orElse(Channel.SMS);
    }

    private void note(Effect effect, Input input) {
        switch (input) {
            case Input.ContactReported(var key, ContactResult.Held(var notBefore, var _, var _)) ->
                held.put(key, notBefore);
            case Input.ContactReported(var key, var result) -> contacted((Effect.Contact) effect, key, result);
            case Input.WriteReported(var _, WriteResult.Written _) -> {
                var write = (Effect.WriteRecord) effect;
                written.add(new Written(write.system() + "." + write.operation(), write.values()));
            }
            default -> {
                // leaves its evidence with the case alone
            }
        }
    }

    private void contacted(Effect.Contact contact, String key, ContactResult result) {
        if (!(result instanceof ContactResult.Denied)) {
            var purpose = ContactLaw.purposeInHistory(contact.isOutreach() ? Purpose.OUTREACH : Purpose.RECEIPT);
            attempts.add(Earlier.sent(channelOf(contact), now, Contacted.DEBT, purpose));
        }
        if (result instanceof ContactResult.Sent(var _, var on)) {
            sent.add(new Sent(contact.message(), on, now));
            link = key;
        }
    }

    // ---- time

    void pass(Duration time) {
        var until = now.plus(time);
        settle();
        for (var next = next(); next.isPresent() && !next.get().isAfter(until); next = next()) {
            now = next.get().isAfter(now) ? next.get() : now;
            settle();
        }
        now = until;
        settle();
    }

    /// Lets time go on until a message has reached the customer, if one is under way.
    void awaitMessage() {
        while (link == null && isOpened() && state().awaiting() == Awaiting.CUSTOMER && next().isPresent()) {
            now = next().get();
            settle();
        }
    }

    /// When something happens by itself next.
    private Optional<Instant> next() {
        if (state == null) {
            return Optional.empty();
        }
        var timer = state.status() == Status.OPEN ? state.nextTimer() : Optional.<Instant>empty();
        var release = open.keySet().stream()
                .map(held::get)
                .filter(java.util.Objects::nonNull)
                .min(java.util.Comparator.naturalOrder());
        return java.util.stream.Stream.of(timer, release)
                .flatMap(Optional::stream)
                .filter(when -> when.isAfter(now))
                .min(java.util.Comparator.naturalOrder());
    }

    /// `open at options, waiting for the customer`.
    String standing() {
        if (state == null) {
            return "no case is open";
        }
        return switch (state.status()) {
            case FINISHED -> "the case is finished as " + state.outcome();
            case EXCEPTION -> "the case is in exception " + state.at() + inQueue(state);
            case OPEN ->
                "the case is open at " + state.at() + ", waiting for "
                        + state.awaiting().name().toLowerCase(Locale.ROOT) + inQueue(state);
        };
    }

    private static String inQueue(CaseState state) {
        return state.task() == null ? "" : " in queue " + state.task().queue();
    }
}
