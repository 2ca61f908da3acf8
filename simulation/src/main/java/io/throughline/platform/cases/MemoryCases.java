package io.throughline.platform.cases;

import io.throughline.engine.CaseState;
import io.throughline.platform.Faults;
import io.throughline.platform.cases.CaseTables.CaseRow;
import io.throughline.platform.cases.CaseTables.Due;
import io.throughline.platform.cases.CaseTables.EffectRow;
import io.throughline.platform.cases.CaseTables.EventRow;
import io.throughline.platform.cases.CaseTables.Settled;
import io.throughline.platform.cases.Change.Verdict;
import io.throughline.simulation.Gate;
import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import io.throughline.simulation.Planted;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/// Cases in memory: what [CaseStore] and [ChangeStore] do in SQL.
final class MemoryCases implements KeptCases, Changes {
    private final MemoryDatabase database;
    private final CaseTables tables;
    private final Gate gate;
    private final String tenant;
    private final Set<Planted> planted;

    MemoryCases(MemoryDatabase database, CaseTables tables, Gate gate, String tenant, Set<Planted> planted) {
        this.database = database;
        this.tables = tables;
        this.gate = gate;
        this.tenant = tenant;
        this.planted = planted;
    }

    // ---- reading

    @Override
    public Optional<StoredCase> find(UUID id) {
        return gate.statement(
                "case.find",
                database,
                () -> Optional.ofNullable(tables.cases.get(key(id.toString()))).map(MemoryCases::stored));
    }

    @Override
    public Optional<StoredCase> findByReference(String reference) {
        return gate.statement(
                "case.find-by-reference",
                database,
                () -> tables.cases.rows().entrySet().stream()
                        .filter(row -> row.getKey().tenant().equals(tenant))
                        .map(row -> stored(row.getValue()))
                        .filter(one -> one.state().reference().equals(reference))
                        .findFirst());
    }

    @Override
    public List<StoredCase> lockDueTimers(Instant now, int atMost) {
        return gate.statement(
                "case.due-timers",
                database,
                () -> tables
                        .timers
                        .between(new Due(tenant, Instant.MIN, ""), new Due(tenant, now.plusNanos(1), ""))
                        .keySet()
                        .stream()
                        .limit(atMost)
                        .map(due -> stored(row(due.caseId())))
                        .toList());
    }

    @Override
    public void lookAgain(String caseId, @Nullable Instant timerAt) {
        gate.statement("case.look-again", database, () -> {
            tables.put(tenant, row(caseId).at(timerAt));
            return true;
        });
    }

    @Override
    public List<Chain.Link> events(UUID id) {
        return gate.statement(
                "case.events",
                database,
                () ->
                        tables
                                .events
                                .between(key(id.toString()), new Key(tenant, id.toString(), Integer.MAX_VALUE))
                                .values()
                                .stream()
                                .map(event -> new Chain.Link(event.number(), event.body(), event.hash()))
                                .toList());
    }

    // ---- changing

    @Override
    public ChangeStore.Answers write(List<? extends Change<?>> changes, @Nullable Duration patience) {
        try {
            return gate.statement("case.change", database, () -> {
                var answers = new IdentityHashMap<Change<?>, Object>();
                for (var change : changes) {
                    answers.put(
                            change,
                            switch (change) {
                                case Change.Move move -> move(move);
                                case Change.Opening opening -> open(opening);
                            });
                }
                return new ChangeStore.Answers(answers);
            });
        } catch (DataAccessResourceFailureException unanswered) {
            if (planted.contains(Planted.UNKNOWN_COMMIT_GUESSED)
                    && changes.getFirst() instanceof Change.Move move
                    && Faults.isOpen(unanswered)) {
                return new ChangeStore.Answers(new IdentityHashMap<>(Map.of(move, Verdict.DONE)));
            }
            throw unanswered;
        }
    }

    @Override
    public boolean isKept(Change.Move move) {
        var link = Objects.requireNonNull(move.written().link(), "a transition without evidence cannot be looked for");
        return gate.statement("case.is-kept", database, () -> {
            var event = tables.events.get(new Key(tenant, move.key(), link.number()));
            return event != null && Arrays.equals(event.hash(), link.hash());
        });
    }

    @Override
    public List<StoredCase> unfinished(String workflow, String version, UUID after, int atMost) {
        return gate.statement(
                "case.unfinished",
                database,
                () -> tables.cases.between(key(""), key("\uffff")).values().stream()
                        .map(MemoryCases::stored)
                        .filter(one -> one.state().workflow().equals(workflow)
                                && one.state().version().equals(version)
                                && one.state().status() != CaseState.Status.FINISHED
                                && one.state().id().compareTo(after.toString()) > 0)
                        .limit(atMost)
                        .toList());
    }

    @Override
    public void pin(UUID id, String version) {
        // the version is kept in the state and nowhere else
    }

    private Verdict move(Change.Move move) {
        var id = move.before().state().id();
        var row = tables.cases.get(key(id));
        if (row != null && row.seq() == move.before().seq() + 1 && row.stamp() == move.stamp()) {
            return Verdict.DONE; // by an attempt whose answer was lost
        }
        if (!isFree(move.fate())) {
            return Verdict.FENCED_OFF;
        }
        boolean overtaken = row == null
                || row.seq() != move.before().seq()
                || !Arrays.equals(row.head(), move.before().head());
        if (overtaken && (row == null || !planted.contains(Planted.BOTH_WRITERS_WIN))) {
            return Verdict.OVERTAKEN;
        }
        keep(move.written(), move.stamp());
        settle(move.fate());
        return Verdict.DONE;
    }

    private Cases.Opened open(Change.Opening opening) {
        var once = new Key(tenant, opening.onceKey());
        var existing = tables.onceKeys.get(once);
        if (existing != null && !planted.contains(Planted.ONCE_KEY_FORGOTTEN)) {
            return new Cases.Opened(existing, true);
        }
        tables.onceKeys.put(once, opening.id());
        keep(opening.written(), 0);
        return new Cases.Opened(opening.id(), false);
    }

    private void keep(Change.Written written, long stamp) {
        var after = written.after();
        var id = after.state().id();
        tables.put(
                tenant,
                new CaseRow(
                        id,
                        CaseJson.write(after.state()),
                        after.seq(),
                        stamp,
                        after.events(),
                        after.head(),
                        after.since(),
                        written.queue(),
                        written.timerAt()));
        if (after.state().status() == CaseState.Status.FINISHED) {
            wakeParent(id, written.now());
        }
        if (planted.contains(Planted.STATE_AND_EVENTS_APART)) {
            database.commit();
            gate.begin();
            database.begin();
        }
        var link = written.link();
        if (link != null && !(planted.contains(Planted.CHAIN_LINK_SKIPPED) && link.number() == 4)) {
            tables.events.put(
                    new Key(tenant, id, link.number()), new EventRow(id, link.number(), link.body(), link.hash()));
        }
        var lease = written.lease();
        for (var effect : written.effects()) {
            boolean isForgotten = lease != null
                    && planted.contains(Planted.EFFECT_DONE_BEFORE_CALL)
                    && effect.kind().equals("WriteRecord");
            if (tables.effects.get(key(effect.key())) == null && !isForgotten) {
                tables.effects.put(
                        key(effect.key()),
                        new EffectRow(
                                effect.key(),
                                id,
                                effect.kind(),
                                effect.body(),
                                written.now(),
                                written.now(),
                                lease == null ? null : lease.until(),
                                lease == null ? 0 : lease.fence(),
                                lease == null ? 0 : 1));
            }
        }
    }

    /// What a trigger does in PostgreSQL: the effect that opened this case is due at once, and nobody holds it.
    private void wakeParent(String child, Instant now) {
        var parents = tables.effects.between(key(""), key("\uffff")).values().stream()
                .filter(effect ->
                        effect.kind().equals("OpenCase") && child.equals(tables.onceKeys.get(key(effect.key()))))
                .toList();
        for (var effect : parents) {
            tables.effects.put(
                    key(effect.key()),
                    new EffectRow(
                            effect.key(),
                            effect.caseId(),
                            effect.kind(),
                            effect.body(),
                            effect.queuedAt(),
                            now,
                            null,
                            effect.fence() + 1,
                            effect.attempt()));
        }
    }

    // ---- the effect that a move ends

    private boolean isFree(EffectFate fate) {
        return switch (fate) {
            case EffectFate.Untouched _, EffectFate.Answered _ -> true;
            case EffectFate.Over(var key, var fence) -> isHeld(key, fence);
            case EffectFate.Back(var key, var fence, var _, var _) -> isHeld(key, fence);
        };
    }

    private boolean isHeld(String effect, long fence) {
        var row = tables.effects.get(key(effect));
        return row != null && (row.fence() == fence || planted.contains(Planted.LEASE_NOT_FENCED));
    }

    /// What [EffectFate] says, for an effect that is known to be free for it.
    ///
    /// @return whether there was such an effect
    boolean settle(EffectFate fate) {
        return switch (fate) {
            case EffectFate.Untouched _ -> true;
            case EffectFate.Answered(var key) -> tables.effects.remove(key(key)) != null;
            case EffectFate.Over(var key, var fence) -> isHeld(key, fence) && over(key, fence);
            case EffectFate.Back(var key, var fence, var due, var attempt) ->
                isHeld(key, fence) && back(key, fence, due, attempt);
        };
    }

    private boolean over(String effect, long fence) {
        noteSettled(Objects.requireNonNull(tables.effects.remove(key(effect))), fence);
        return true;
    }

    private boolean back(String effect, long fence, @Nullable Instant due, int attempt) {
        var row = Objects.requireNonNull(tables.effects.get(key(effect)));
        noteSettled(row, fence);
        tables.effects.put(
                key(effect),
                new EffectRow(
                        effect, row.caseId(), row.kind(), row.body(), row.queuedAt(), due, null, row.fence(), attempt));
        return true;
    }

    private void noteSettled(EffectRow row, long fence) {
        tables.settled.put(key(row.key()), new Settled(fence, row.fence()));
    }

    private CaseRow row(String caseId) {
        return Objects.requireNonNull(tables.cases.get(key(caseId)));
    }

    private Key key(String name) {
        return new Key(tenant, name);
    }

    private static StoredCase stored(CaseRow row) {
        return new StoredCase(row.state(), row.seq(), row.events(), row.head(), row.since());
    }
}
