package io.throughline.simulation;

import io.throughline.engine.CaseState;
import io.throughline.platform.cases.CaseTables;
import io.throughline.platform.outreach.OutreachTables;
import io.throughline.platform.payments.PaymentTables;
import io.throughline.platform.records.RecordTables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Some days of two tenants on one database, from one seed: bad days first, then good ones until everything has ended.
final class World {
    private static final Duration LONGEST_END = Duration.ofDays(200);
    private static final int MOST_VIOLATIONS = 20;

    private final long seed;
    private final Definitions workflows;
    private final Set<Planted> planted;
    private final Trace trace;
    private final Faults faults;
    private final Scheduler scheduler;
    private final MemoryDatabase database = new MemoryDatabase();
    private final CaseTables caseTables = new CaseTables(database);
    private final OutreachTables outreachTables = new OutreachTables(database);
    private final PaymentTables paymentTables = new PaymentTables(database);
    private final RecordTables recordTables = new RecordTables(database);
    private final List<Town> towns;
    private final List<Violation> violations = new ArrayList<>();
    private final CaseChecks caseChecks;
    private final MoneyChecks moneyChecks;
    private final Instant start;
    private final int days;
    private boolean over;

    /// What came of it.
    record Lived(int days, int cases, int stuck, Map<Fault, Long> faults, List<Violation> violations, String hash) {}

    World(
            long seed,
            Season season,
            int days,
            Definitions workflows,
            Set<Planted> planted,
            java.util.function.@Nullable Consumer<String> reader) {
        this.seed = seed;
        this.days = days;
        this.workflows = workflows;
        this.planted = planted;
        this.trace = new Trace(reader);
        this.faults = new Faults(new SplittableRandom(seed), trace);
        this.start = season.middle().minusDays(days / 2).atStartOfDay().toInstant(ZoneOffset.UTC);
        this.scheduler = new Scheduler(start, trace);
        season.fault().ifPresent(faults::count);
        this.caseChecks = new CaseChecks(this);
        this.moneyChecks = new MoneyChecks(this);
        this.towns = List.of(new Town(this, "main", 2), new Town(this, "other", 1));
        database.onCommit(this::committed);
    }

    Lived live() {
        scheduler.run(() -> {
            towns.forEach(Town::start);
            towns.forEach(town -> new Days(this, town).plan());
            var end = start.plus(Duration.ofDays(days));
            while (now().isBefore(end) && violations.isEmpty()) {
                sleep(Duration.ofHours(6));
            }
            faults.stop();
            settle();
            if (violations.isEmpty()) {
                check(true);
            }
            end();
        });
        return new Lived(days, caseTables.onceKeys.rows().size(), stuck(), faults.counts(), violations, trace.hash());
    }

    /// Good days until every case has ended or is with a person.
    private void settle() {
        var latest = now().plus(LONGEST_END);
        while (violations.isEmpty() && now().isBefore(latest) && (stuck() > 0 || caseChecks.hasWork())) {
            sleep(Duration.ofHours(12));
        }
        sleep(Duration.ofDays(1));
    }

    private int stuck() {
        int stuck = 0;
        for (var row : caseTables.cases.rows().entrySet()) {
            stuck += isSettled(row.getKey(), row.getValue()) ? 0 : 1;
        }
        return stuck;
    }

    /// Whether a case has ended or is with a person, itself or with the child that it waits for.
    boolean isSettled(Key key, CaseTables.CaseRow row) {
        if (row.queue() != null) {
            return true;
        }
        var state = row.state();
        if (state.status() == CaseState.Status.FINISHED) {
            return true;
        }
        if (state.awaiting() != CaseState.Awaiting.CHILD) {
            return false;
        }
        var child = new Key(
                key.tenant(), String.valueOf(state.fact(state.at() + ".case").orElse("")));
        var its = caseTables.cases.get(child);
        return its != null && its.queue() != null;
    }

    private void end() {
        over = true;
        for (var town : towns) {
            for (var node : town.nodes()) {
                node.process().end();
            }
        }
        scheduler.endAll();
    }

    // ---- what is told

    private void committed(List<MemoryDatabase.Written> rows) {
        boolean effects = false;
        boolean timers = false;
        for (var row : rows) {
            effects |= row.table() == caseTables.effects && row.after() != null;
            timers |= row.table() == caseTables.timers && row.after() != null;
        }
        caseChecks.committed(rows);
        for (var town : towns) {
            town.watch().committed(rows);
            for (var node : town.nodes()) {
                if (node != null && effects) {
                    node.effectQueued();
                }
                if (node != null && timers) {
                    node.timerSet();
                }
            }
        }
    }

    /// A process died just now; what it leaves is looked at before anything goes on.
    void crashed(Town town) {
        if (isPlanted(Planted.COMMIT_NOT_SYNCHRONOUS)) {
            spawn("disk", database::forgetLastCommit);
        }
        if (isPlanted(Planted.TIMER_LOST_IN_CRASH)) {
            spawn("memory", () -> loseATimer(town));
        }
        spawn("checks", () -> check(false));
    }

    private void loseATimer(Town town) {
        var due = caseTables.timers.rows().keySet().stream()
                .filter(timer -> timer.tenant().equals(town.name()))
                .findFirst();
        due.ifPresent(timer -> {
            database.begin();
            caseTables.loseTimer(town.name(), timer.caseId());
            database.commit();
        });
    }

    private void check(boolean atTheEnd) {
        caseChecks.run(atTheEnd);
        moneyChecks.run(atTheEnd);
        towns.forEach(town -> town.watch().run());
    }

    void violated(int invariant, Town town, String what) {
        if (violations.size() < MOST_VIOLATIONS) {
            trace.say("VIOLATION I" + invariant + " " + what);
            violations.add(new Violation(invariant, seed, now().toString(), town.name(), what));
        }
    }

    // ---- time

    Instant now() {
        return scheduler.now();
    }

    LocalDate today() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
    }

    void sleep(Duration time) {
        scheduler.sleep(time);
    }

    void spawn(String what, Runnable body) {
        scheduler.spawn(what, () -> over, body);
    }

    void wake(Scheduler.Task task) {
        scheduler.wake(task);
    }

    void say(String what) {
        trace.say(what);
    }

    // ---- parts

    boolean isPlanted(Planted bug) {
        return planted.contains(bug);
    }

    Set<Planted> planted() {
        return planted;
    }

    long seed() {
        return seed;
    }

    int days() {
        return days;
    }

    Instant start() {
        return start;
    }

    Faults faults() {
        return faults;
    }

    Trace trace() {
        return trace;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Definitions workflows() {
        return workflows;
    }

    List<Town> towns() {
        return towns;
    }

    MemoryDatabase database() {
        return database;
    }

    CaseTables caseTables() {
        return caseTables;
    }

    OutreachTables outreachTables() {
        return outreachTables;
    }

    PaymentTables paymentTables() {
        return paymentTables;
    }

    RecordTables recordTables() {
        return recordTables;
    }
}
