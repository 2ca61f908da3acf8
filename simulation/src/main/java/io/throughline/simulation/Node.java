package io.throughline.simulation;

import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.EffectHandler;
import io.throughline.platform.cases.SimulatedCases;
import io.throughline.platform.channels.Inbound;
import io.throughline.platform.outreach.OptOuts;
import io.throughline.platform.outreach.SimulatedOutreach;
import io.throughline.platform.payments.SimulatedPayments;
import io.throughline.platform.records.SimulatedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// One life of a process of the platform, put together anew at each start as the product does it.
final class Node {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(12);

    private final World world;
    private final SimulatedProcess process;
    private final SimulatedCases cases;
    private final SimulatedOutreach outreach;
    private final SimulatedPayments payments;
    private final Scheduler.Task dispatcher;
    private final Scheduler.Task sweep;

    Node(World world, Town town, SimulatedProcess process) {
        this.world = world;
        this.process = process;
        var planted = world.planted();
        cases = new SimulatedCases(new SimulatedCases.Surroundings(
                world.database(),
                world.caseTables(),
                process,
                process.inOneGo(),
                town.name(),
                world.workflows(),
                process.clock(),
                world.faults().random().split(),
                process::step,
                town::secretOf,
                planted));
        outreach = new SimulatedOutreach(new SimulatedOutreach.Surroundings(
                world.database(),
                world.outreachTables(),
                process,
                cases.transactions(),
                town.name(),
                world.workflows(),
                world.workflows(),
                cases.cases(),
                town.people(),
                town.carrier().texts(process),
                town.carrier().mails(process),
                town::newLink,
                process.clock(),
                planted));
        payments = new SimulatedPayments(
                world.database(),
                world.paymentTables(),
                process,
                town.name(),
                town.processor().seenFrom(process),
                cases.cases(),
                process.clock(),
                new TaskExecutor(process, "webhook work"),
                planted);
        var records = new SimulatedRecords(
                world.database(),
                world.recordTables(),
                process,
                town.name(),
                town.systems().stream().map(books -> books.seenFrom(process)).toList(),
                process.clock());
        List<EffectHandler<?>> handlers = new ArrayList<>(records.handlers());
        handlers.add(outreach.sending());
        handlers.add(payments.checkout());
        cases.dispatch(handlers, new TaskExecutor(process, "effect"));
        dispatcher = process.spawn("dispatcher", () -> loop(this::dispatch, cases::nextTurn));
        sweep = process.spawn("timers", () -> loop(() -> cases.sweep() > 0, cases::nextTimer));
    }

    /// The product's loop, but that it sleeps through the polls in which nothing can be due.
    private void loop(Supplier<Boolean> round, Supplier<Optional<Instant>> next) {
        while (true) {
            try {
                while (round.get()) {
                    process.step();
                }
                var due = next.get().orElse(Instant.MAX);
                var ahead = due.equals(Instant.MAX)
                        ? LONGEST
                        : Duration.between(process.clock().instant(), due);
                var rest = ahead.compareTo(LONGEST) > 0 ? LONGEST : ahead.compareTo(POLL) < 0 ? POLL : ahead;
                world.sleep(rest);
            } catch (RuntimeException fault) {
                world.sleep(REST);
            }
        }
    }

    private boolean dispatch() {
        return cases.turn();
    }

    boolean isDead() {
        return process.isDead();
    }

    void effectQueued() {
        if (!isDead()) {
            world.wake(dispatcher);
        }
    }

    void timerSet() {
        if (!isDead()) {
            world.wake(sweep);
        }
    }

    SimulatedProcess process() {
        return process;
    }

    Cases cases() {
        return cases.cases();
    }

    Inbound inbound() {
        return outreach.inbound();
    }

    OptOuts optOuts() {
        return outreach.optOuts();
    }

    SimulatedPayments payments() {
        return payments;
    }
}
