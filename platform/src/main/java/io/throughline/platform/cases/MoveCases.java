package io.throughline.platform.cases;

import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.Input;
import io.throughline.engine.Refusal;
import io.throughline.workflow.Definition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/// Moves the cases of one version of a workflow to another, one by one, each through the one way in: an input with a
/// right and a reason. Those that may not be moved stay, with the reason told.
public final class MoveCases {
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private final CaseStore store;
    private final DurableCases cases;
    private final Workflows workflows;
    private final Rules rules;
    private final TransactionOperations transactions;

    MoveCases(
            CaseStore store, DurableCases cases, Workflows workflows, Rules rules, TransactionOperations transactions) {
        this.store = store;
        this.cases = cases;
        this.workflows = workflows;
        this.rules = rules;
        this.transactions = transactions;
    }

    /// From one version to another.
    ///
    /// @param dryRun say what would come of it, and move nothing
    /// @param after go on after this case; null: from the first
    /// @param atMost so many cases this time
    public record Request(
            String workflow,
            String from,
            String to,
            String reason,
            boolean dryRun,
            @Nullable String after,
            int atMost) {}

    /// Cases that stood on the same step and with which the same was done.
    ///
    /// @param to where they are now; null: where they were
    /// @param rule by which they stay; null: they were moved
    public record Line(
            String step,
            @Nullable String to,
            @Nullable String rule,
            @Nullable String why,
            long cases) {}

    /// @param next the case to go on after; null: that was all
    public record Answer(List<Line> lines, @Nullable String next) {}

    /// Moves some, or says what would come of it. Asked again with the same request it goes on where it is not done.
    public Answer move(Request request, By by) {
        var older = workflows.version(request.workflow(), request.from());
        var newer = workflows.version(request.workflow(), request.to());
        var after = request.after() == null ? BEFORE_ALL : UUID.fromString(request.after());
        var parked = store.unfinished(request.workflow(), request.from(), after, request.atMost());
        var counts = new LinkedHashMap<Line, Long>();
        for (var one : parked) {
            var input = new Input.Migrate(request.to(), request.reason());
            var line = request.dryRun() ? would(older, newer, one, input, by) : did(one, input, by);
            counts.merge(line, 1L, Long::sum);
        }
        boolean more = parked.size() == request.atMost() && !parked.isEmpty();
        return new Answer(lines(counts), more ? parked.getLast().state().id() : null);
    }

    private Line would(Definition older, Definition newer, StoredCase one, Input.Migrate input, By by) {
        return switch (rules.migrate(older, newer, one.state(), input, by, cases.now())) {
            case Advance.Moved(var transition) ->
                new Line(one.state().at(), transition.state().at(), null, null, 0);
            case Advance.Refused(var refusal) -> stays(one, refusal);
        };
    }

    private Line did(StoredCase one, Input.Migrate input, By by) {
        var id = one.state().id();
        return Objects.requireNonNull(transactions.execute(_ -> switch (cases.apply(id, input, by)) {
            case Cases.Outcome.Moved(var state, var _) -> {
                store.pin(UUID.fromString(id), state.version());
                yield new Line(one.state().at(), state.at(), null, null, 0);
            }
            case Cases.Outcome.Refused(var _, var refusal) -> stays(one, refusal);
        }));
    }

    private static Line stays(StoredCase one, Refusal refusal) {
        return new Line(one.state().at(), null, refusal.rule(), refusal.message(), 0);
    }

    private static List<Line> lines(Map<Line, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Line(
                        entry.getKey().step(),
                        entry.getKey().to(),
                        entry.getKey().rule(),
                        entry.getKey().why(),
                        entry.getValue()))
                .toList();
    }
}
