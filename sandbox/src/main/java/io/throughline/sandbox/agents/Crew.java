package io.throughline.sandbox.agents;

import io.throughline.sandbox.crowd.Pause;
import io.throughline.sandbox.portfolio.Customer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The simulated people of a floor: agents and supervisors, each on a thread of their own.
public final class Crew implements AutoCloseable {
    private final DeskWire wire;
    private final LongSupplier nanos;
    private final Pause pause;
    private final AtomicReference<@Nullable Shift> shift = new AtomicReference<>();

    private record Shift(Floor floor, List<Agent> agents, List<Thread> threads) {}

    /// What was done and how long it took.
    ///
    /// @param steps milliseconds from the instant at which a step was due, by kind and under `all`
    public record Report(int people, Map<String, Long> counts, Map<String, Gauge.Summary> steps) {}

    /// @param key the platform's API key, once there is one
    public Crew(URI platform, Supplier<Optional<String>> key, LongSupplier nanos, Pause pause) {
        this.wire = new DeskWire(platform, key);
        this.nanos = nanos;
        this.pause = pause;
    }

    /// Sits these people down. False when a crew is at work already.
    ///
    /// @param customers who may be called
    /// @param journal where it is written what was told to be done; null: nowhere
    public boolean start(
            List<String> people, Collection<Customer> customers, Habits habits, long seed, @Nullable Path journal) {
        var floor = new Floor(
                wire,
                new Telephone(wire, customers),
                habits,
                seed,
                new Gauge(),
                new Tally(),
                new Journal(journal),
                nanos,
                pause);
        var agents = people.stream().map(id -> new Agent(id, floor)).toList();
        var threads = new ArrayList<Thread>();
        agents.forEach(agent -> threads.add(Thread.ofVirtual().unstarted(agent)));
        if (!shift.compareAndSet(null, new Shift(floor, agents, threads))) {
            floor.journal().close();
            return false;
        }
        threads.forEach(Thread::start);
        return true;
    }

    /// Sends everybody home and waits until they have left.
    public void stop() {
        var now = shift.getAndSet(null);
        if (now == null) {
            return;
        }
        now.agents().forEach(Agent::leave);
        try {
            for (var thread : now.threads()) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        now.floor().journal().close();
    }

    public Report report() {
        var now = shift.get();
        return now == null
                ? new Report(0, Map.of(), Map.of())
                : new Report(
                        now.agents().size(),
                        now.floor().tally().counts(),
                        now.floor().gauge().summaries());
    }

    /// Measures from now on, without what the first minutes took.
    public void measureAnew() {
        var now = shift.get();
        if (now != null) {
            now.floor().gauge().forget();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
