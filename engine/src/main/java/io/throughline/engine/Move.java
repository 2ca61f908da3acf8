package io.throughline.engine;

import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.CaseState.Task;
import io.throughline.workflow.Assignment;
import io.throughline.workflow.Authority;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Definition.DataSource;
import io.throughline.workflow.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One transition in the making: a mutable copy of the state, with the evidence and the effects
/// gathered on the way. It lives for one call of [Engine#advance] and is then frozen.
final class Move {
    /// An automatic chain longer than this is a loop in the definition.
    private static final int LONGEST_CHAIN = 100;
    /// How long a customer who has just been on the page is left in peace before the next touch.
    private static final Duration QUIET = Duration.ofHours(24);

    /// How long a step's time-out waits for what is under way.
    private static final Duration UNDER_WAY = Duration.ofMinutes(15);

    static final String TOUCH = "touch";
    static final String UNANSWERED = "unanswered";
    static final String STEP = "step";
    static final String TASK = "task";
    private final Definition definition;
    private final CaseState before;
    private final By by;
    private final Instant now;
    private final List<Event> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final TreeMap<String, Map<String, Object>> facts;
    private final TreeMap<String, Instant> readAt;
    private final TreeMap<String, Instant> timers;
    private final TreeMap<String, String> pending;
    private final TreeMap<String, String> proofs;
    private Status status;
    private String at;
    private Awaiting awaiting;
    private int visit;
    private int chain;
    private boolean staysPut;
    private Identity identity;
    private int nextTouch;
    private boolean outreachStopped;
    private @Nullable Instant lastActivity;
    private @Nullable String outcome;
    private @Nullable Task task;
    private final TreeMap<String, String> passed;
    private final TreeSet<String> hands;
    private final TreeMap<String, String> refusals;

    Move(Definition definition, CaseState state, By by, Instant now) {
        this.definition = definition;
        this.before = state;
        this.by = by;
        this.now = now;
        this.facts = new TreeMap<>(state.facts());
        this.readAt = new TreeMap<>(state.factsReadAt());
        this.timers = new TreeMap<>(state.timers());
        this.pending = new TreeMap<>(state.pending());
        this.proofs = new TreeMap<>(state.proofs());
        this.status = state.status();
        this.at = state.at();
        this.awaiting = state.awaiting();
        this.visit = state.visit();
        this.identity = state.identity();
        this.nextTouch = state.nextTouch();
        this.outreachStopped = state.outreachStopped();
        this.lastActivity = state.lastActivity();
        this.outcome = state.outcome();
        this.task = state.task();
        this.passed = new TreeMap<>(state.passed());
        this.hands = new TreeSet<>(state.hands());
        this.refusals = new TreeMap<>(state.refusals());
    }

    Transition done() {
        return new Transition(state(), events, effects);
    }

    private CaseState state() {
        return new CaseState(
                before.tenant(),
                before.id(),
                before.workflow(),
                before.version(),
                before.openedAt(),
                status,
                at,
                awaiting,
                visit,
                identity,
                nextTouch,
                outreachStopped,
                facts,
                readAt,
                timers,
                pending,
                proofs,
                lastActivity,
                outcome,
                task,
                passed,
                hands,
                refusals);
    }

    /// From here on the case takes things in and goes nowhere.
    void stayPut() {
        staysPut = true;
    }

    void event(String type, Map<String, Object> details) {
        events.add(new Event(type, by, at, details));
    }

    /// Reads what must be at hand, then stands on the first step.
    void begin() {
        enter(definition.first().name(), List.copyOf(definition.data().keySet()));
    }

    void active() {
        lastActivity = now;
    }

    void identity(Identity newIdentity) {
        identity = newIdentity;
    }

    Identity identity() {
        return identity;
    }

    void setFacts(String source, Map<String, Object> values) {
        var before = facts.put(source, new TreeMap<>(values));
        reconsider(source, before == null ? Map.of() : before, values);
    }

    /// Adds to what a step has left.
    void result(String step, Map<String, Object> values) {
        var all = new TreeMap<>(facts.getOrDefault(step, Map.of()));
        all.putAll(values);
        reconsider(step, facts.getOrDefault(step, Map.of()), all);
        facts.put(step, all);
    }

    /// A refusal was about an amount. Of another amount, such as a cheaper way, somebody may be asked anew.
    private void reconsider(String owner, Map<String, Object> old, Map<String, Object> values) {
        if (refusals.isEmpty()) {
            return;
        }
        for (var step : definition.steps().values()) {
            if (step instanceof Step.Choose choose) {
                for (var choice : choose.choices().values()) {
                    var authority = choice.authority();
                    var amount = authority == null ? null : authority.amount();
                    if (amount != null && hasChanged(amount, owner, old, values)) {
                        refusals.remove(step.name() + "." + choice.name());
                    }
                }
            }
        }
    }

    private static boolean hasChanged(String fact, String owner, Map<String, Object> old, Map<String, Object> values) {
        var field = fact.substring(fact.indexOf('.') + 1);
        return fact.equals(owner + "." + field) && !Objects.equals(old.get(field), values.get(field));
    }

    void readNow(String source, Instant when) {
        readAt.put(source, when);
    }

    /// What was written to a system may have changed what was read from it: the next step that uses its facts has them
    /// read again, however fresh they were.
    void outdated(String system) {
        definition.data().values().stream()
                .filter(source -> source.system().equals(system))
                .forEach(source -> readAt.remove(source.name()));
    }

    void answered(String effect) {
        pending.remove(effect);
    }

    void proof(String target, String receipt) {
        proofs.put(target, receipt);
    }

    void await(Awaiting what) {
        awaiting = what;
    }

    void emit(Effect effect, String forStep) {
        pending.put(effect.key(), forStep);
        effects.add(effect);
    }

    /// Ends the step the case stands on with `outcome` and goes where the definition says.
    void end(Step step, String how) {
        passed.put(step.name(), how);
        if (staysPut) {
            return;
        }
        timers.remove(STEP);
        var details = new LinkedHashMap<String, Object>();
        details.put("outcome", how);
        details.put("to", step.on(how));
        events.add(new Event("step-ended", by, step.name(), details));
        go(step.on(how));
    }

    /// Goes to a step or an exception.
    void go(String target) {
        go(target, Map.of());
    }

    /// @param why for the person who gets it, if it is an exception
    void go(String target, Map<String, Object> why) {
        if (staysPut) {
            return;
        }
        timers.remove(STEP);
        noTask();
        if (definition.exceptions().containsKey(target)) {
            raise(target, why);
        } else {
            enter(target, List.copyOf(definition.step(target).common().sources()));
        }
    }

    /// Enters a step once the facts it uses are fresh.
    private void enter(String name, List<String> sources) {
        at = name;
        for (var source : definition.data().values()) {
            if (sources.contains(source.name()) && isStale(source)) {
                var key = facts.isEmpty() ? null : fact(source.key());
                if (key == null) {
                    continue; // its key comes with another source that is read first
                }
                read(source, String.valueOf(key));
                return;
            }
        }
        visit++;
        stand(definition.step(name));
    }

    /// Comes back to the step after one of its facts was read.
    void resume() {
        if (staysPut) {
            return;
        }
        var step = definition.step(at);
        var sources = visit == 0
                ? List.copyOf(definition.data().keySet())
                : List.copyOf(step.common().sources());
        enter(at, sources);
    }

    private boolean isStale(DataSource source) {
        var when = readAt.get(source.name());
        return when == null || now.isAfter(when.plus(source.freshFor()));
    }

    private void read(DataSource source, String recordKey) {
        awaiting = Awaiting.FACTS;
        // the visit does not count up while facts are read, so the reading's own instant keeps the keys apart
        var key = key("read", source.name()) + "/" + now.toEpochMilli();
        emit(new Effect.ReadFacts(key, source.name(), source.system(), source.read(), recordKey), source.name());
    }

    private void stand(Step step) {
        if (++chain > LONGEST_CHAIN) {
            stuck("the definition goes round in circles at step " + step.name());
            return;
        }
        var details = new LinkedHashMap<String, Object>();
        details.put("kind", step.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
        event("step-entered", details);
        if (step.common().timeOut() != null) {
            timers.put(STEP, now.plus(step.common().timeOut().after()));
        }
        switch (step) {
            case Step.Verify verify -> verify(verify);
            case Step.Choose choose -> choose(choose);
            case Step.Disclose _, Step.Show _, Step.Ask _, Step.Pay _, Step.Arrange _, Step.Request _ -> answer(step);
            case Step.Check check -> desk(step, check.assignment());
            case Step.Assign assign -> desk(step, assign.assignment());
            case Step.Approve approve -> requestApproval(approve, approve.authority(), null);
            case Step.Run run -> run(run);
            case Step.Decide decide -> decide(decide);
            case Step.Write write -> write(write);
            case Step.Send send -> send(send);
            case Step.Wait wait -> {
                awaiting = Awaiting.TIME;
                timers.put(STEP, now.plus(wait.time()));
            }
            case Step.Finish finish -> finish(finish);
        }
    }

    private void verify(Step.Verify step) {
        if (identity.meets(level(step), now)) {
            end(step, "verified");
        } else {
            answer(step);
        }
    }

    static Identity.Level level(Step.Verify step) {
        return Identity.Level.of(step.level()).orElse(Identity.Level.RIGHT_PARTY);
    }

    private void choose(Step.Choose step) {
        if (Facts.eligible(step, facts, refusals).isEmpty()) {
            end(step, "none-eligible");
        } else {
            answer(step);
        }
    }

    /// Somebody has the word: the customer, or a colleague where the step is for them.
    private void answer(Step step) {
        var own = step.common().desk();
        if (own != null && step.isDeskWork()) {
            desk(step, own);
        } else if (step.isDeskWork()) {
            var route =
                    definition.person() == null ? null : definition.exceptions().get(definition.person());
            var queue = route == null ? "operations" : route.queue();
            var within = route == null ? Duration.ofDays(1) : route.within();
            desk(step, new Assignment(queue, List.of(), List.of(), List.of(), within, null, within));
        } else {
            customer();
        }
    }

    /// Work at a desk: it waits in its queue until somebody takes it.
    private void desk(Step step, Assignment assignment) {
        put(Task.Kind.ANSWER, step.name(), null, assignment);
        var details = new LinkedHashMap<String, Object>();
        details.put("queue", assignment.queue());
        details.put("dueBy", now.plus(assignment.within()).toString());
        if (!assignment.skills().isEmpty()) {
            details.put("skills", assignment.skills());
        }
        details.put("carry", Objects.requireNonNull(task).context());
        event("work-assigned", details);
    }

    /// Asks somebody with the right to decide: about a whole step, or about one choice of it.
    void requestApproval(Step step, Authority authority, @Nullable String choice) {
        timers.remove(STEP);
        put(Task.Kind.APPROVAL, step.name(), choice, authority.assignment());
        var details = new LinkedHashMap<String, Object>();
        details.put("authority", authority.name());
        details.put("right", authority.right());
        details.put("queue", authority.assignment().queue());
        details.put("dueBy", now.plus(authority.assignment().within()).toString());
        details.put("requestedBy", by.id());
        if (choice != null) {
            details.put("choice", choice);
        }
        if (authority.amount() != null) {
            details.put("amount", Facts.need(facts, authority.amount()));
        }
        details.put("carry", Objects.requireNonNull(task).context());
        event("approval-requested", details);
        var timeOut = step.common().timeOut();
        if (choice == null && timeOut != null) {
            timers.put(STEP, now.plus(timeOut.after()));
        }
    }

    private void put(Task.Kind kind, String step, @Nullable String choice, Assignment assignment) {
        awaiting = Awaiting.PERSON;
        var due = now.plus(assignment.within());
        var context = Facts.carried(definition, assignment.carry(), facts, identity);
        task = new Task(kind, step, choice, assignment.queue(), null, by.id(), due, false, context);
        timers.put(TASK, due);
    }

    private void noTask() {
        task = null;
        timers.remove(TASK);
    }

    void give(@Nullable String queue, @Nullable String person) {
        var old = Objects.requireNonNull(task);
        task = old.givenTo(
                queue == null ? old.queue() : queue, person == null && queue == null ? old.person() : person);
    }

    void hand(String id) {
        hands.add(id);
    }

    void notGranted(String step, String choice, String why) {
        refusals.put(step + "." + choice, why);
    }

    private void run(Step.Run step) {
        awaiting = Awaiting.CHILD;
        var values = new LinkedHashMap<String, Object>();
        var trigger = facts.getOrDefault("trigger", Map.of());
        for (var name : List.of("accountId", "customerId")) {
            if (trigger.containsKey(name)) {
                values.put(name, trigger.get(name));
            }
        }
        values.putAll(values(step.values()));
        var bring = new LinkedHashMap<String, String>();
        step.bring().forEach((name, brought) -> bring.put(name, brought.fact()));
        emit(new Effect.OpenCase(key("run", step.name()), step.name(), step.workflow(), values, bring), step.name());
    }

    /// The customer has the word: outreach brings them here.
    private void customer() {
        awaiting = Awaiting.CUSTOMER;
        if (timers.containsKey(TOUCH) || timers.containsKey(UNANSWERED) || hasOpenTouch()) {
            return;
        }
        if (outreachStopped) {
            armUnanswered();
        } else {
            armTouch(now);
        }
    }

    private void decide(Step.Decide step) {
        for (var branch : step.branches().values()) {
            if (branch.when() == null || branch.when().holds(facts)) {
                end(step, branch.name());
                return;
            }
        }
        stuck("no branch of step " + step.name() + " holds");
    }

    private void write(Step.Write step) {
        awaiting = Awaiting.WRITEBACK;
        emit(
                new Effect.WriteRecord(
                        key("write", step.name()), step.name(), step.system(), step.operation(), values(step.values())),
                step.name());
    }

    private Map<String, Object> values(Map<String, Step.Value> wanted) {
        var values = new LinkedHashMap<String, Object>();
        wanted.forEach((name, value) -> values.put(
                name,
                switch (value) {
                    case Step.Value.Fact(var factName) -> Facts.need(facts, factName);
                    case Step.Value.Text(var template) -> template.fill(place -> Facts.text(facts, place));
                }));
        return values;
    }

    private void send(Step.Send step) {
        awaiting = Awaiting.MESSAGE;
        emit(
                new Effect.Contact(
                        key("send", step.name()), -1, step.name(), step.message(), messageValues(step.message())),
                step.name());
    }

    /// What a message says beside the places that outreach fills itself.
    private Map<String, Object> messageValues(String message) {
        var values = new TreeMap<String, Object>();
        var text = definition.messages().get(message);
        if (text != null) {
            var match = java.util.regex.Pattern.compile("\\{([\\w-]+\\.\\w+)}")
                    .matcher(text.text() + " " + (text.subject() == null ? "" : text.subject()));
            while (match.find()) {
                values.put(match.group(1), Facts.text(facts, match.group(1)));
            }
        }
        return values;
    }

    private void finish(Step.Finish step) {
        var proof = definition.resolution().proof().get(step.outcome());
        var receipt = proof == null ? null : proofs.get(proof);
        if (receipt == null) {
            // the linter proves this cannot happen; the engine does not take its word for it
            stuck("no receipt of " + proof + " proves \"" + step.outcome() + "\"");
            return;
        }
        status = Status.FINISHED;
        awaiting = Awaiting.NOTHING;
        outcome = step.outcome();
        timers.clear();
        outreachStopped = true;
        var details = new LinkedHashMap<String, Object>();
        details.put("outcome", step.outcome());
        details.put("proof", proof);
        details.put("receipt", receipt);
        event("case-finished", details);
    }

    /// Hands the case to a person, with the context the definition names.
    void raise(String exception, Map<String, Object> why) {
        var route = definition.exceptions().get(exception);
        var details = new LinkedHashMap<String, Object>(why);
        details.put("queue", route == null ? "operations" : route.queue());
        if (route != null) {
            details.put("priority", route.priority());
            details.put("dueBy", now.plus(route.within()).toString());
            details.put("carry", Facts.carried(definition, route.carry(), facts, identity));
        }
        events.add(new Event("exception-raised", by, exception, details));
        var due = route == null ? now : now.plus(route.within());
        var queue = route == null ? "operations" : route.queue();
        // the evidence holds the context; the state need not hold it twice
        task = new Task(Task.Kind.EXCEPTION, exception, null, queue, null, by.id(), due, false, Map.of());
        at = exception;
        visit++;
        status = Status.EXCEPTION;
        awaiting = Awaiting.PERSON;
        timers.clear();
        outreachStopped = true;
    }

    /// The definition cannot go on: to a person, never a guess.
    void stuck(String reason) {
        raise("stuck", Map.of("reason", reason));
    }

    /// Puts an open case, or one that is with a person, on a step.
    void put(String step) {
        status = Status.OPEN;
        go(step);
    }

    /// A finished case starts anew: nothing it has shown, been granted or proven before counts any more.
    void reopen(String step) {
        outcome = null;
        proofs.clear();
        passed.clear();
        refusals.clear();
        put(step);
    }

    void stopOutreach() {
        outreachStopped = true;
        timers.remove(TOUCH);
        if (status == Status.OPEN && awaiting == Awaiting.CUSTOMER) {
            armUnanswered();
        }
    }

    void armTouch(Instant from) {
        if (outreachStopped) {
            if (awaiting == Awaiting.CUSTOMER && !timers.containsKey(UNANSWERED)) {
                armUnanswered(); // the last message is accounted for, and no other will come
            }
            return;
        }
        if (nextTouch < definition.outreach().size()) {
            timers.put(TOUCH, from.plus(definition.outreach().get(nextTouch).after()));
        } else {
            armUnanswered();
        }
    }

    /// The next touch at once, because the last one reached nobody.
    void touchSoon() {
        if (nextTouch < definition.outreach().size() && !outreachStopped) {
            timers.put(TOUCH, now);
        } else {
            armTouch(now);
        }
    }

    /// Whether a fact that the step uses is older than its definition lets it be.
    boolean isStale(Step step) {
        return step.common().sources().stream()
                .anyMatch(name -> definition.data().containsKey(name)
                        && isStale(definition.data().get(name)));
    }

    private void armUnanswered() {
        if (definition.unanswered() != null) {
            timers.put(UNANSWERED, now.plus(definition.unanswered().after()));
        }
    }

    /// Everything whose time has come. One call handles all of it, so that a late sweep loses nothing.
    boolean due() {
        boolean any = false;
        if (isDue(STEP)) {
            any = true;
            stepDue();
        }
        if (status == Status.OPEN && isDue(TASK)) {
            any = true;
            taskDue();
        }
        if (status == Status.OPEN && isDue(TOUCH)) {
            any = true;
            touchDue();
        }
        if (status == Status.OPEN && isDue(UNANSWERED)) {
            any = true;
            unansweredDue();
        }
        return any;
    }

    private boolean isDue(String timer) {
        var when = timers.get(timer);
        return when != null && !when.isAfter(now);
    }

    private void stepDue() {
        timers.remove(STEP);
        var step = definition.step(at);
        if (awaiting == Awaiting.PAYMENT || awaiting == Awaiting.WRITEBACK) {
            timers.put(STEP, now.plus(UNDER_WAY)); // money or a posting is under way: its answer comes first
        } else if (step instanceof Step.Wait) {
            end(step, "timed-out");
        } else if (step.common().timeOut() != null) {
            var target = step.common().timeOut().then();
            events.add(new Event("step-timed-out", by, step.name(), Map.of("to", target)));
            go(target);
        }
    }

    /// Nobody did it in time: to those who look after that, then to its end.
    private void taskDue() {
        timers.remove(TASK);
        var late = task;
        if (late == null) {
            return;
        }
        var step = definition.step(at);
        var assignment = Tasks.assignment(step, late);
        if (assignment != null && assignment.escalateTo() != null && !late.escalated()) {
            var due = now.plus(assignment.escalateWithin());
            task = late.escalatedTo(assignment.escalateTo(), due);
            timers.put(TASK, due);
            event(
                    "work-escalated",
                    Map.of("from", late.queue(), "queue", assignment.escalateTo(), "dueBy", due.toString()));
        } else if (late.kind() == Task.Kind.APPROVAL) {
            decided(step, late, "expired", "nobody decided in time");
        } else {
            event("work-overdue", Map.of("queue", late.queue()));
        }
    }

    /// What a decision, or its absence, leads to.
    ///
    /// @param decision `approved`, `refused` or `expired`
    void decided(Step step, Task request, String decision, String reason) {
        var details = new LinkedHashMap<String, Object>();
        details.put("decision", decision);
        details.put("requestedBy", request.requestedBy());
        if (!reason.isBlank()) {
            details.put("reason", reason);
        }
        if (request.choice() != null) {
            details.put("choice", request.choice());
        }
        event("approval-" + decision, details);
        if (request.choice() == null) {
            result(step.name(), Map.of("decision", decision, "by", by.id()));
            end(step, decision);
        } else if (decision.equals("approved")) {
            result(step.name(), Map.of("choice", request.choice()));
            end(step, request.choice());
        } else {
            notGranted(step.name(), request.choice(), decision.equals("expired") ? reason : "refused: " + reason);
            go(step.name());
        }
    }

    private void touchDue() {
        timers.remove(TOUCH);
        if (awaiting != Awaiting.CUSTOMER) {
            timers.put(TOUCH, now.plus(QUIET)); // something is under way; ask again later
        } else if (lastActivity != null && now.isBefore(lastActivity.plus(QUIET))) {
            timers.put(TOUCH, lastActivity.plus(QUIET));
        } else {
            var touch = definition.outreach().get(nextTouch);
            var key = "touch/" + before.id() + "/" + nextTouch;
            emit(new Effect.Contact(key, nextTouch, at, touch.message(), Map.of()), at);
            event("touch-due", Map.of("touch", nextTouch, "channel", touch.channel(), "message", touch.message()));
            nextTouch++;
        }
    }

    private void unansweredDue() {
        timers.remove(UNANSWERED);
        var unanswered = definition.unanswered();
        if (unanswered == null) {
            return;
        }
        if (awaiting != Awaiting.CUSTOMER || hasOpenTouch()) {
            timers.put(UNANSWERED, now.plus(QUIET));
        } else if (lastActivity != null && now.isBefore(lastActivity.plus(unanswered.after()))) {
            timers.put(UNANSWERED, lastActivity.plus(unanswered.after()));
        } else {
            event("unanswered", Map.of("touches", nextTouch));
            outreachStopped = true;
            go(unanswered.then()); // may lead to a write, whose receipt closes the case
        }
    }

    private boolean hasOpenTouch() {
        return pending.keySet().stream().anyMatch(key -> key.startsWith("touch/"));
    }

    String key(String kind, String name) {
        return kind + "/" + before.id() + "/" + name + "/" + visit;
    }

    Map<String, Map<String, Object>> facts() {
        return facts;
    }

    private @Nullable Object fact(String name) {
        int dot = name.indexOf('.');
        return facts.getOrDefault(name.substring(0, dot), Map.of()).get(name.substring(dot + 1));
    }
}
