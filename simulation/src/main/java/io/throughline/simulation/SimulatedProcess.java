package io.throughline.simulation;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionSystemException;

/// A process of the platform: it has a clock that may be wrong, hangs at times, and can die at each step it takes
/// towards the outside: around every statement, commit and call.
final class SimulatedProcess implements Gate {
    private static final Duration LONGEST_STEP = Duration.ofMillis(20);

    private final String name;
    private final Scheduler scheduler;
    private final Faults faults;
    private final Runnable onDeath;
    private final Trace trace;
    private Duration clockError = Duration.ZERO;
    private Instant hangsUntil = Instant.MIN;
    private boolean dead;
    private int cutOff;

    SimulatedProcess(String name, Scheduler scheduler, Faults faults, Trace trace, Runnable onDeath) {
        this.name = name;
        this.scheduler = scheduler;
        this.faults = faults;
        this.trace = trace;
        this.onDeath = onDeath;
    }

    boolean isDead() {
        return dead;
    }

    String name() {
        return name;
    }

    InstantSource clock() {
        return () -> scheduler.now().plus(clockError);
    }

    /// Runs in this process until it ends or the process dies.
    Scheduler.Task spawn(String what, Runnable body) {
        return scheduler.spawn(name + " " + what, () -> dead, body);
    }

    /// A moment in which others go on, the clock may jump, and this process may hang or die.
    void step() {
        live();
        if (faults.happens(Fault.CRASH_BETWEEN_STEPS)) {
            die();
        }
        if (faults.happens(Fault.PROCESS_HANGS)) {
            hangsUntil = scheduler.now().plus(faults.between(Duration.ofSeconds(9), Duration.ofSeconds(90)));
        }
        if (faults.happens(Fault.CLOCK_JUMPS)) {
            clockError = faults.between(Duration.ofSeconds(-20), Duration.ofSeconds(20));
        }
        scheduler.sleep(faults.between(Duration.ZERO, LONGEST_STEP));
        while (scheduler.now().isBefore(hangsUntil)) {
            scheduler.sleepUntil(hangsUntil);
        }
    }

    /// A call to the outside: it may die before, or after the call has had its effect and before it knows.
    <T> T call(String what, Supplier<T> theirs) {
        step();
        crash(Fault.CRASH_BEFORE_CALL);
        trace.say(name + " calls " + what);
        var answer = theirs.get();
        live();
        crash(Fault.CRASH_AFTER_CALL);
        step();
        return answer;
    }

    void crash(Fault fault) {
        if (faults.happens(fault)) {
            die();
        }
    }

    void die() {
        dead = true;
        onDeath.run();
        throw new Crash();
    }

    /// Ends it without its dying being news.
    void end() {
        dead = true;
    }

    private void live() {
        if (dead) {
            throw new Crash();
        }
    }

    // ---- the way to the database

    @Override
    public <T> T statement(String what, MemoryDatabase database, Supplier<T> work) {
        if (!database.isInTransaction()) {
            step();
        }
        return inOneGo(what, database, work);
    }

    private <T> T inOneGo(String what, MemoryDatabase database, Supplier<T> work) {
        live();
        if (database.isInTransaction()) {
            var answer = work.get();
            crash(Fault.CRASH_IN_TRANSACTION);
            return answer;
        }
        connect();
        database.begin();
        try {
            var answer = work.get();
            trace.say(name + " " + what);
            commit(database);
            return answer;
        } catch (TransactionSystemException lost) {
            throw new DataAccessResourceFailureException("the connection broke", lost);
        } finally {
            database.rollback();
        }
    }

    @Override
    public void begin() {
        step();
        connect();
    }

    private void connect() {
        live();
        if (cutOff > 0 || faults.happens(Fault.DATABASE_UNREACHABLE)) {
            cutOff = Math.max(0, cutOff - 1);
            throw new CannotGetJdbcConnectionException("no connection");
        }
    }

    @Override
    public void commit(MemoryDatabase database) {
        live();
        crash(Fault.CRASH_BEFORE_COMMIT);
        if (faults.happens(Fault.COMMIT_REFUSED)) {
            throw new CannotAcquireLockException("deadlock");
        }
        if (faults.happens(Fault.COMMIT_LOST)) {
            throw broken("the connection broke before COMMIT was read");
        }
        database.commit();
        trace.say(name + " committed");
        crash(Fault.CRASH_AFTER_COMMIT);
        if (faults.happens(Fault.COMMIT_ANSWER_LOST)) {
            throw broken("the connection broke before COMMIT was answered");
        }
    }

    /// What the driver tells of it; at times the database stays out of reach for a few tries.
    private TransactionSystemException broken(String how) {
        cutOff = faults.oneIn(4) ? 4 : 0;
        return new TransactionSystemException(how, new SQLException(how, "08006"));
    }

    /// The same without its own step before a transaction: for code that must not be interrupted while it leads others.
    Gate inOneGo() {
        return new Gate() {
            @Override
            public <T> T statement(String what, MemoryDatabase database, Supplier<T> work) {
                return SimulatedProcess.this.inOneGo(what, database, work);
            }

            @Override
            public void begin() {
                connect();
            }

            @Override
            public void commit(MemoryDatabase database) {
                SimulatedProcess.this.commit(database);
            }
        };
    }
}
