package io.throughline.platform.staff;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Refusal;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/// Gives acts to cases: to one, or the same to many. Each goes through [Cases#apply] by itself, so
/// that many at once get past nothing that one would not.
@Component
class Acting {
    /// Commits that wait together are made together.
    private static final int AT_ONCE = 16;

    private final Cases cases;
    private final Workflows workflows;

    Acting(Cases cases, Workflows workflows) {
        this.cases = cases;
        this.workflows = workflows;
    }

    /// Where a case stands after an act, or where it stayed.
    ///
    /// @param id as it was given, when there is no such case
    /// @param ok whether the act was taken
    /// @param work what now waits for a person, such as an approval of what was just asked for
    /// @param happened types of the events that the act left in the evidence
    /// @param rule why it was refused, by name; null: it was not
    /// @param fields what is wrong with each answer
    record Done(
            String caseId,
            String id,
            boolean ok,
            String state,
            String step,
            @Nullable Work work,
            List<String> happened,
            @Nullable String rule,
            @Nullable String message,
            Map<String, String> fields) {}

    /// @param kind `approval`, `work`, …
    /// @param escalated whether its first time ran out
    record Work(
            String kind,
            String queue,
            @Nullable String person,
            @Nullable Instant dueBy,
            boolean escalated,
            String requestedBy) {}

    /// An act, and the engine's refusal if it was refused.
    record Answer(Done done, @Nullable Refusal refusal) {}

    /// @param caseId id or reference
    /// @throws Cases.UnknownCase if there is none
    Answer act(String caseId, Act act, By by) {
        var known = cases.find(caseId).orElseThrow(() -> new Cases.UnknownCase(caseId));
        var input = act.input(workflows.version(known.workflow(), known.version()));
        return switch (cases.apply(known.id(), input, by)) {
            case Cases.Outcome.Moved(var state, var events) ->
                new Answer(
                        done(state, events.stream().map(event -> event.type()).toList(), null), null);
            case Cases.Outcome.Refused(var state, var refusal) -> new Answer(done(state, List.of(), refusal), refusal);
        };
    }

    /// The same for many cases, answered in their order.
    ///
    /// @param one an act on the case with this id or reference
    List<Done> act(List<String> caseIds, Function<String, Done> one) throws InterruptedException {
        var work = caseIds.stream()
                .<Callable<Done>>map(id -> () -> attempt(id, one))
                .toList();
        try (var threads = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofVirtual().name("acts-", 0).factory())) {
            return threads.invokeAll(work).stream().map(Acting::answer).toList();
        }
    }

    private static Done answer(java.util.concurrent.Future<Done> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted; what was done stays", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a case could not be worked on; what was done stays", e.getCause());
        }
    }

    private static Done attempt(String id, Function<String, Done> one) {
        try {
            return one.apply(id);
        } catch (Cases.UnknownCase _) {
            return not(id, "case.unknown", "There is no such case.");
        } catch (ConcurrencyFailureException _) {
            return not(id, "case.busy", "Others are working on this case; try again.");
        }
    }

    private static Done not(String id, String rule, String message) {
        return new Done(id, id, false, "", "", null, List.of(), rule, message, Map.of());
    }

    private static Done done(CaseState state, List<String> happened, @Nullable Refusal refusal) {
        var task = state.task();
        return new Done(
                state.reference(),
                state.id(),
                refusal == null,
                state.status().name().toLowerCase(Locale.ROOT),
                state.at(),
                task == null
                        ? null
                        : new Work(
                                task.kind().name().toLowerCase(Locale.ROOT),
                                task.queue(),
                                task.person(),
                                task.dueBy(),
                                task.escalated(),
                                task.requestedBy()),
                happened,
                refusal == null ? null : refusal.rule(),
                refusal == null ? null : refusal.message(),
                refusal == null ? Map.of() : refusal.fields());
    }
}
