package io.throughline.platform.payments;

import io.throughline.engine.Effect;
import io.throughline.engine.Money;
import io.throughline.platform.payments.Attempt.State;
import io.throughline.platform.payments.PaymentProcessor.Answer;
import io.throughline.simulation.Gate;
import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import io.throughline.simulation.Planted;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Attempts in memory: what [AttemptStore] does in SQL.
final class MemoryAttempts implements Attempts {
    private final MemoryDatabase database;
    private final PaymentTables tables;
    private final Gate gate;
    private final String tenant;
    private final Set<Planted> planted;

    MemoryAttempts(MemoryDatabase database, PaymentTables tables, Gate gate, String tenant, Set<Planted> planted) {
        this.database = database;
        this.tables = tables;
        this.gate = gate;
        this.tenant = tenant;
        this.planted = planted;
    }

    @Override
    public Optional<Attempt> begin(Effect.OpenCheckout effect, String caseId, Instant now) {
        gate.statement("attempt.begin", database, () -> {
            boolean free = tables.attempts.get(key(effect.key())) == null
                    && (planted.contains(Planted.ATTEMPT_BESIDE_UNKNOWN)
                            || one(isLive(caseId, effect.step())).isEmpty());
            if (free) {
                tables.attempts.put(
                        key(effect.key()),
                        new Attempt(
                                effect.key(),
                                caseId,
                                effect.step(),
                                effect.attempt(),
                                effect.amount(),
                                State.CREATING,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                false,
                                now));
            }
            return free;
        });
        return find(effect.key());
    }

    @Override
    public Optional<Attempt> find(String key) {
        return gate.statement("attempt.find", database, () -> Optional.ofNullable(tables.attempts.get(key(key))));
    }

    @Override
    public Optional<Attempt> findBySession(String sessionId) {
        return gate.statement(
                "attempt.find-by-session", database, () -> one(attempt -> sessionId.equals(attempt.sessionId())));
    }

    @Override
    public Optional<Attempt> findLive(String caseId, String step) {
        return gate.statement("attempt.find-live", database, () -> one(isLive(caseId, step)));
    }

    @Override
    public Attempt record(Attempt attempt, Answer answer, Instant now) {
        return gate.statement("attempt.record", database, () -> {
            var row = Objects.requireNonNull(tables.attempts.get(key(attempt.key())));
            if (!row.state().isSettled()) {
                tables.attempts.put(key(attempt.key()), after(row, attempt, answer));
            }
            return Objects.requireNonNull(tables.attempts.get(key(attempt.key())));
        });
    }

    private static Attempt after(Attempt row, Attempt known, Answer answer) {
        return switch (answer) {
            case Answer.Open open ->
                change(row, State.OPEN, open.sessionId(), open.url().isEmpty() ? row.url() : open.url(), row.reason());
            case Answer.Paid paid -> paid(row, paid);
            case Answer.Closed closed -> settled(row, State.CLOSED, closed.sessionId(), closed.lastDecline());
            case Answer.Refused refused -> settled(row, State.REFUSED, known.sessionId(), refused.code());
            case Answer.Unknown _ ->
                row.state() == State.CREATING
                        ? row
                        : change(row, State.UNKNOWN, row.sessionId(), row.url(), row.reason());
        };
    }

    @Override
    public Attempt giveUp(Attempt attempt, Instant now) {
        return gate.statement("attempt.give-up", database, () -> {
            var row = Objects.requireNonNull(tables.attempts.get(key(attempt.key())));
            if (!row.state().isSettled()) {
                tables.attempts.put(key(attempt.key()), settled(row, State.CLOSED, null, null));
            }
            return Objects.requireNonNull(tables.attempts.get(key(attempt.key())));
        });
    }

    @Override
    public boolean markUnknownReported(Attempt attempt) {
        return gate.statement("attempt.unknown-reported", database, () -> {
            var row = tables.attempts.get(key(attempt.key()));
            if (row == null || row.unknownReported()) {
                return false;
            }
            tables.attempts.put(key(attempt.key()), marked(row));
            return true;
        });
    }

    private static Attempt settled(Attempt row, State state, @Nullable String session, @Nullable String reason) {
        return change(row, state, session == null ? row.sessionId() : session, row.url(), reason);
    }

    private Optional<Attempt> one(Predicate<Attempt> which) {
        return tables.attempts.between(key(""), key("\uffff")).values().stream()
                .filter(which)
                .findFirst();
    }

    private static Predicate<Attempt> isLive(String caseId, String step) {
        return attempt -> attempt.caseId().equals(caseId)
                && attempt.step().equals(step)
                && attempt.state() != State.CLOSED
                && attempt.state() != State.REFUSED;
    }

    private Key key(String name) {
        return new Key(tenant, name);
    }

    // ---- rows

    private static Attempt change(
            Attempt row, State state, @Nullable String session, @Nullable String url, @Nullable String reason) {
        return with(
                row,
                state,
                session,
                url,
                row.receipt(),
                row.paid(),
                row.brand(),
                row.lastFour(),
                reason,
                row.unknownReported());
    }

    private static Attempt paid(Attempt row, Answer.Paid paid) {
        return with(
                row,
                State.PAID,
                paid.sessionId(),
                row.url(),
                paid.receipt(),
                paid.amount(),
                paid.brand(),
                paid.lastFour(),
                row.reason(),
                row.unknownReported());
    }

    private static Attempt marked(Attempt row) {
        return with(
                row,
                row.state(),
                row.sessionId(),
                row.url(),
                row.receipt(),
                row.paid(),
                row.brand(),
                row.lastFour(),
                row.reason(),
                true);
    }

    private static Attempt with(
            Attempt row,
            State state,
            @Nullable String session,
            @Nullable String url,
            @Nullable String receipt,
            @Nullable Money paid,
            @Nullable String brand,
            @Nullable String lastFour,
            @Nullable String reason,
            boolean unknownReported) {
        return new Attempt(
                row.key(),
                row.caseId(),
                row.step(),
                row.number(),
                row.amount(),
                state,
                session,
                url,
                receipt,
                paid,
                brand,
                lastFour,
                reason,
                unknownReported,
                row.createdAt());
    }
}
