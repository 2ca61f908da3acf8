package io.throughline.sandbox.processor;

import static io.throughline.sandbox.faults.FaultKind.PROCESSOR_ERROR_AFTER;
import static io.throughline.sandbox.faults.FaultKind.PROCESSOR_HANG_AFTER;

import io.throughline.sandbox.faults.Faults;
import io.throughline.sandbox.store.Sql;
import io.throughline.sandbox.store.SqliteFile;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Carries out a call once per idempotency key. What was done and what was answered are one
/// transaction, so a caller who never saw the answer gets the same one again. Keys are remembered
/// for 24 hours. A call that was refused before anything was done (a wrong parameter, a key in use)
/// is not remembered.
final class Calls {
    private static final Duration REMEMBERED = Duration.ofHours(24);

    private final ProcessorStore store;
    private final InstantSource clock;
    private final Faults faults;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Calls(ProcessorStore store, InstantSource clock, Faults faults) {
        this.store = store;
        this.clock = clock;
        this.faults = faults;
    }

    /// What the caller is told, and whether it is told for the second time.
    record Told(Answer answer, boolean replayed) {}

    Told once(@Nullable String key, String fingerprint, SqliteFile.Work<Answer> work) {
        if (key == null) {
            return weather(new Told(store.write(work), false));
        }
        if (!running.add(key)) {
            throw StripeFault.keyInUse(key);
        }
        try {
            return weather(store.write(sql -> remembered(sql, key, fingerprint, work)));
        } finally {
            running.remove(key);
        }
    }

    private Told remembered(Sql sql, String key, String fingerprint, SqliteFile.Work<Answer> work) throws SQLException {
        Instant now = clock.instant();
        sql.run(
                "delete from call where key = ? and created_at < ?",
                key,
                now.minus(REMEMBERED).toEpochMilli());
        var known = sql.find(
                "select fingerprint, status, body from call where key = ?",
                row -> new Known(row.getString(1), new Answer(row.getInt(2), ProcessorStore.object(row.getString(3)))),
                key);
        if (known.isPresent()) {
            if (!known.get().fingerprint().equals(fingerprint)) {
                throw StripeFault.keyReused(key);
            }
            return new Told(known.get().answer(), true);
        }
        Answer answer = work.in(sql);
        sql.run(
                "insert into call(key, fingerprint, status, body, created_at) values (?, ?, ?, ?, ?)",
                key,
                fingerprint,
                answer.status(),
                answer.body().toString(),
                now.toEpochMilli());
        return new Told(answer, false);
    }

    private record Known(String fingerprint, Answer answer) {}

    /// Faults on the way back: the work is done and remembered, the caller does not hear it, or hears it late.
    private Told weather(Told told) {
        if (told.replayed()) {
            return told;
        }
        if (faults.strikes(PROCESSOR_ERROR_AFTER)) {
            throw StripeFault.ours();
        }
        if (faults.strikes(PROCESSOR_HANG_AFTER)) {
            faults.hold(faults.between(Duration.ofSeconds(2), Duration.ofSeconds(6)));
        }
        return told;
    }
}
