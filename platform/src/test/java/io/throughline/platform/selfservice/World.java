package io.throughline.platform.selfservice;

import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState;
import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.Engine;
import io.throughline.engine.Input;
import io.throughline.engine.Prompt;
import io.throughline.platform.Definitions;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.outreach.Messages;
import io.throughline.platform.outreach.OptOuts;
import io.throughline.platform.payments.Payments;
import io.throughline.platform.records.Portfolio;
import io.throughline.workflow.Definition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The other rooms, played by hand and in memory, and a clock that a test turns.
final class World implements Cases, Workflows, Portfolio, Messages, OptOuts, Payments, InstantSource {
    record Given(String caseId, Input input) {}

    final Arrears engine = new Arrears();
    private final Definition questions = Definitions.named("questions");
    /// Arrears is played; the workflow with questions is for the engine itself.
    final Guide guide = new Guide() {
        @Override
        public Prompt prompt(Definition asked, CaseState state, boolean verifiedHere, String language, Instant at) {
            return of(asked).prompt(asked, state, verifiedHere, language, at);
        }

        @Override
        public Advance suppose(Definition asked, CaseState state, Input input, By by, Instant at) {
            return of(asked).suppose(asked, state, input, by, at);
        }

        private Guide of(Definition asked) {
            return asked == questions ? new Guide.OfEngine() : engine;
        }
    };
    final List<Given> taken = new ArrayList<>();
    final List<Given> refused = new ArrayList<>();
    final List<String> codes = new ArrayList<>();
    final List<String> stopped = new ArrayList<>();
    final List<String> returned = new ArrayList<>();
    final Map<String, Customer> customers = new LinkedHashMap<>();
    private final Map<String, CaseState> states = new LinkedHashMap<>();
    private final Map<String, List<Recorded>> events = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger cases = new AtomicInteger();
    private final Definition definition = Arrears.definition();
    private Instant now = Instant.parse("2026-11-22T15:00:00Z");
    boolean codesAllowed = true;

    @Nullable
    String cardPage;

    boolean ledgerAnswers = true;

    @Nullable
    RuntimeException fault;

    void pass(Duration time) {
        now = now.plus(time);
    }

    /// A new case of Rosa's, standing at its first step.
    String openCase(@Nullable LocalDate born, @Nullable String postalCode, @Nullable String phone) {
        return openCase(born, postalCode, phone, "en");
    }

    String openCase(@Nullable LocalDate born, @Nullable String postalCode, @Nullable String phone, String language) {
        int number = cases.incrementAndGet();
        var id = "0192f0c0-0000-7000-8000-%012x".formatted(number);
        customers.put(
                "C" + number,
                new Customer(
                        "C" + number,
                        "Rosa",
                        "Delgado",
                        born,
                        phone,
                        "rosa@example.com",
                        postalCode,
                        language,
                        true,
                        true));
        states.put(id, Arrears.fresh(id, now));
        return id;
    }

    /// The same, of the workflow with questions.
    String openQuestions(LocalDate born, String postalCode, String phone) {
        var id = openCase(born, postalCode, phone);
        var trigger = Map.<String, Object>of("accountId", "A-1", "customerId", customerOf(id));
        put(Engine.open(questions, "main", id, trigger, By.SYSTEM, now).state());
        return id;
    }

    static String customerOf(String caseId) {
        return "C" + Integer.parseInt(caseId.substring(caseId.length() - 12), 16);
    }

    CaseState state(String caseId) {
        lock.lock();
        try {
            var state = states.get(caseId);
            if (state == null) {
                throw new UnknownCase(caseId);
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    void put(CaseState state) {
        lock.lock();
        try {
            states.put(state.id(), state);
        } finally {
            lock.unlock();
        }
    }

    /// The processor's record says paid; the ledger posts it.
    void paid(String caseId) {
        put(Arrears.moved(state(caseId), Status.OPEN, "post-payment", Awaiting.WRITEBACK, null));
        post(caseId, "paid");
    }

    void declined(String caseId, String why) {
        put(Arrears.with(
                Arrears.moved(state(caseId), Status.OPEN, "pay", Awaiting.CUSTOMER, null), "pay", "declined", why));
    }

    void post(String caseId, String outcome) {
        events.put(
                caseId,
                List.of(new Recorded(
                        9, now, "record-written", By.SYSTEM, "post", Map.of("receipt", "R-1"), new byte[32])));
        put(Arrears.moved(state(caseId), Status.FINISHED, "done", Awaiting.NOTHING, outcome));
    }

    List<Class<?>> kindsTaken(String caseId) {
        return taken.stream()
                .filter(given -> given.caseId().equals(caseId))
                .<Class<?>>map(given -> given.input().getClass())
                .toList();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Outcome apply(String caseId, Input input, By by) {
        lock.lock();
        try {
            if (fault != null) {
                throw fault;
            }
            var known = state(caseId);
            return switch (guide.suppose(version(known.workflow(), known.version()), known, input, by, now)) {
                case Advance.Moved(var transition) -> {
                    taken.add(new Given(caseId, input));
                    var state = transition.state();
                    states.put(caseId, state);
                    if (ledgerAnswers && state.awaiting() == Awaiting.WRITEBACK) {
                        post(caseId, state.at().equals("post-plan") ? "plan-agreed" : "promise-made");
                    }
                    yield new Outcome.Moved(state(caseId), transition.events());
                }
                case Advance.Refused(var refusal) -> {
                    refused.add(new Given(caseId, input));
                    yield new Outcome.Refused(state(caseId), refusal);
                }
            };
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<CaseState> find(String id) {
        if (fault != null) {
            throw fault;
        }
        lock.lock();
        try {
            return Optional.ofNullable(states.get(id));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Recorded> events(String caseId) {
        return events.getOrDefault(caseId, List.of());
    }

    @Override
    public Opened open(String workflow, Map<String, Object> trigger, By by, String onceKey) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Definition current(String name) {
        return definition;
    }

    @Override
    public Definition version(String name, String version) {
        return name.equals("questions") ? questions : definition;
    }

    @Override
    public List<String> names() {
        return List.of("arrears");
    }

    @Override
    public Optional<Customer> customer(String customerId) {
        return Optional.ofNullable(customers.get(customerId));
    }

    @Override
    public Optional<Customer> customerByPhone(String e164) {
        return Optional.empty();
    }

    @Override
    public Optional<Account> account(String accountId) {
        return Optional.empty();
    }

    @Override
    public Stream<Account> accountsWhere(String condition) {
        return Stream.empty();
    }

    @Override
    public Sending sendCode(String caseId, String customerId, String code) {
        if (!codesAllowed) {
            return new Sending.NotAllowed("quiet-hours", "it is night");
        }
        codes.add(code);
        return new Sending.Sent(Channel.SMS, "42");
    }

    @Override
    public void notMeant(String caseId, String customerId, Channel channel) {
        stopped.add(customerId + " " + channel);
    }

    @Override
    public Optional<String> checkoutUrl(String effectKey) {
        return Optional.ofNullable(cardPage);
    }

    @Override
    public void customerReturned(String effectKey, boolean cancelled) {
        returned.add(effectKey + (cancelled ? " cancelled" : ""));
    }
}
