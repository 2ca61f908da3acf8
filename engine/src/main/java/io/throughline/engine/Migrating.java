package io.throughline.engine;

import static io.throughline.engine.Refusal.Code.ALREADY_DONE;
import static io.throughline.engine.Refusal.Code.FINISHED;
import static io.throughline.engine.Refusal.Code.NOT_ALLOWED;
import static io.throughline.engine.Refusal.Code.NOT_AT_STEP;
import static io.throughline.engine.Refusal.Code.NOT_OFFERED;

import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.CaseState.Task;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Moving;
import io.throughline.workflow.Step;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Moves a parked case to another version of its workflow, as a migration of one of the two says. The linter has looked
/// at every case that there can be; here the one case is looked at again, with what it really has.
final class Migrating {
    private final Definition older;
    private final Definition newer;
    private final CaseState state;
    private final By by;
    private final Instant now;

    Migrating(Definition older, Definition newer, CaseState state, By by, Instant now) {
        this.older = older;
        this.newer = newer;
        this.state = state;
        this.by = by;
        this.now = now;
    }

    Advance take(Input.Migrate input) {
        var forbidden = new Guard(older, state, by).check(input);
        if (forbidden.isPresent()) {
            return new Advance.Refused(forbidden.get());
        }
        if (older.version().equals(newer.version())) {
            return no(ALREADY_DONE, "migrate.same-version", "the case is on that version");
        }
        if (state.status() == Status.FINISHED) {
            return no(FINISHED, "migrate.finished", "a finished case stays on the version it was finished by");
        }
        if (!state.pending().keySet().stream().allMatch(this::isTouchOfBoth)) {
            return no(NOT_AT_STEP, "migrate.under-way", "something is under way; its answer comes first");
        }
        return Moving.between(older, newer)
                .map(moving -> move(moving, input.reason()))
                .orElseGet(() -> no(
                        NOT_OFFERED,
                        "migrate.no-map",
                        "neither version says how cases get from one to the other; it has no migration for it"));
    }

    /// A touch waits for the customer's hours, often overnight, and belongs to no step. It goes out in the words of
    /// the newer version, so there must be some.
    private boolean isTouchOfBoth(String effect) {
        var parts = effect.split("/", -1);
        return parts[0].equals(Move.TOUCH)
                && newer.messages()
                        .containsKey(
                                older.outreach().get(Integer.parseInt(parts[2])).message());
    }

    private Advance move(Moving moving, String reason) {
        boolean designed =
                older.steps().containsKey(state.at()) || older.exceptions().containsKey(state.at());
        // an exception that the engine itself has raised is in no definition
        var target = designed ? moving.target(state.at()).orElse("") : state.at();
        boolean toStep = newer.steps().containsKey(target);
        if (designed && !toStep && !newer.exceptions().containsKey(target)) {
            return no(NOT_OFFERED, "migrate.no-place", "there is no place for a case on \"" + state.at() + "\"");
        }
        if (toStep && (state.status() == Status.EXCEPTION || !Moving.canStand(newer.step(target)))) {
            return no(
                    NOT_OFFERED,
                    "migrate.no-place",
                    "a case on \"" + state.at() + "\" cannot be put on \"" + target + "\"");
        }
        var lacks = moving.lacks(target, has(moving));
        if (!lacks.isEmpty()) {
            return no(
                    NOT_ALLOWED,
                    "migrate.lacks",
                    "on \"" + target + "\" the case would lack "
                            + lacks.stream().map(Moving.Lack::text).collect(Collectors.joining(", ")));
        }
        boolean stays = state.status() == Status.EXCEPTION || (toStep && stays(moving, target));
        if (!stays && state.task() != null && state.task().kind() == Task.Kind.APPROVAL) {
            return no(NOT_AT_STEP, "migrate.while-approval", "an approval is being decided; the decision comes first");
        }
        return new Advance.Moved(moved(moving, target, stays, reason));
    }

    private Set<String> has(Moving moving) {
        var facts = new HashSet<String>();
        state.facts().forEach((owner, values) -> values.keySet().forEach(name -> facts.add(owner + "." + name)));
        var reached = state.identity().provenAt() == null
                ? Identity.Level.NONE
                : state.identity().level();
        return moving.has(reached, state.passed(), state.proofs().keySet(), facts);
    }

    /// Whether the case can go on waiting where it waits, with its times and whoever works on it.
    private boolean stays(Moving moving, String target) {
        var step = newer.step(target);
        boolean same = moving.step(state.at()).filter(target::equals).isPresent();
        boolean known = step.common().sources().stream()
                .allMatch(
                        name -> facts(moving).containsKey(name) || !newer.data().containsKey(name));
        var task = state.task();
        boolean waits = step.isForCustomer()
                ? state.awaiting() == Awaiting.CUSTOMER || task != null
                : state.awaiting() == Awaiting.TIME || task != null;
        boolean decided = task == null
                || task.kind() != Task.Kind.APPROVAL
                || authority(older.step(state.at()), task).equals(authority(step, task));
        return same && known && waits && decided;
    }

    private static Optional<String> authority(Step step, Task task) {
        return Tasks.authority(step, task).map(authority -> authority.name() + " " + authority.right());
    }

    private Transition moved(Moving moving, String target, boolean stays, String reason) {
        var carried = carried(moving, target, stays);
        var move = new Move(newer, carried, by, now);
        var details = new LinkedHashMap<String, Object>();
        details.put("from", older.version());
        details.put("version", newer.version());
        details.put("fromStep", state.at());
        details.put("to", target);
        details.put("departure", Rights.MIGRATE);
        details.put("reason", reason);
        details.put("staff", by.id());
        move.event("migrated", details);
        move.hand(by.id());
        if (!stays) {
            move.put(target);
        } else if (state.timers().containsKey(Move.TOUCH) && !carried.timers().containsKey(Move.TOUCH)) {
            move.armTouch(now);
        }
        return move.done();
    }

    private CaseState carried(Moving moving, String target, boolean stays) {
        var facts = facts(moving);
        var readAt = new TreeMap<>(state.factsReadAt());
        readAt.keySet()
                .removeIf(source -> !facts.containsKey(source) || !newer.data().containsKey(source));
        return new CaseState(
                state.tenant(),
                state.id(),
                state.workflow(),
                newer.version(),
                state.openedAt(),
                state.status(),
                stays ? target : state.at(),
                state.awaiting(),
                state.visit(),
                state.identity(),
                state.nextTouch(),
                state.outreachStopped(),
                facts,
                readAt,
                timers(target, stays),
                pending(target),
                state.proofs(),
                state.lastActivity(),
                null,
                stays ? task(target) : state.task(),
                passed(moving),
                state.hands(),
                refusals(moving));
    }

    private Map<String, String> pending(String target) {
        var pending = new TreeMap<>(state.pending());
        pending.replaceAll((_, _) -> target);
        return pending;
    }

    private Map<String, Map<String, Object>> facts(Moving moving) {
        var facts = new TreeMap<String, Map<String, Object>>();
        state.facts().forEach((owner, values) -> {
            var source = newer.data().get(owner);
            if (owner.equals("trigger") || (source != null && moving.isSameRead(source))) {
                facts.put(owner, values);
            } else {
                values.forEach((name, value) -> name(moving, owner, name).ifPresent(full -> {
                    int dot = full.indexOf('.');
                    facts.computeIfAbsent(full.substring(0, dot), _ -> new TreeMap<>())
                            .put(full.substring(dot + 1), value);
                }));
            }
        });
        return facts;
    }

    /// A step also keeps what is its own affair, such as how often a payment was tried.
    private Optional<String> name(Moving moving, String owner, String name) {
        var full = owner + "." + name;
        return older.facts().containsKey(full)
                ? moving.fact(full)
                : moving.step(owner).map(step -> step + "." + name);
    }

    /// Promises made stay: what was due is due when it was.
    private Map<String, Instant> timers(String target, boolean stays) {
        var timers = new TreeMap<>(state.timers());
        var step = newer.steps().get(target);
        if (stays && step != null) {
            var timeOut = step.common().timeOut();
            if (timeOut == null && !(step instanceof Step.Wait)) {
                timers.remove(Move.STEP);
            } else if (timeOut != null) {
                timers.putIfAbsent(Move.STEP, now.plus(timeOut.after()));
            }
        }
        if (state.nextTouch() >= newer.outreach().size()) {
            timers.remove(Move.TOUCH);
        }
        if (newer.unanswered() == null) {
            timers.remove(Move.UNANSWERED);
        }
        return timers;
    }

    private @Nullable Task task(String target) {
        var task = state.task();
        if (task == null) {
            return null;
        }
        var renamed = task.at(target);
        return newer.queues().contains(task.queue())
                ? renamed
                : renamed.givenTo(Objects.requireNonNullElse(queue(target, renamed), task.queue()), task.person());
    }

    private @Nullable String queue(String target, Task task) {
        var route = newer.exceptions().get(target);
        if (route != null) {
            return route.queue();
        }
        var step = newer.steps().get(target);
        var assignment = step == null ? null : Tasks.assignment(step, task);
        return assignment == null ? null : assignment.queue();
    }

    /// What a step has established counts on only where it establishes nothing else there: other words are not read
    /// yet.
    private Map<String, String> passed(Moving moving) {
        var passed = new TreeMap<String, String>();
        state.passed()
                .forEach((step, outcome) -> moving.step(step)
                        .filter(name -> moving.countsOn(step, name, outcome))
                        .ifPresent(name -> passed.put(name, outcome)));
        return passed;
    }

    private Map<String, String> refusals(Moving moving) {
        var refusals = new TreeMap<String, String>();
        state.refusals().forEach((key, why) -> {
            int dot = key.indexOf('.');
            moving.step(key.substring(0, dot)).ifPresent(step -> refusals.put(step + key.substring(dot), why));
        });
        return refusals;
    }

    private static Advance no(Refusal.Code code, String rule, String message) {
        return new Advance.Refused(new Refusal(code, rule, message));
    }
}
