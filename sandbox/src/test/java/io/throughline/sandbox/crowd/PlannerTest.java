package io.throughline.sandbox.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final LeapingClock clock = new LeapingClock(START);
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final Planner planner =
            new Planner(clock, wall -> Thread.sleep(1), Duration.ofMillis(1), 2, (thread, fault) -> faults.add(fault));

    @AfterEach
    void close() {
        planner.close();
    }

    @Test
    void an_act_waits_for_its_hour_and_a_leap_past_several_keeps_their_order() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        Planner one = new Planner(clock, wall -> Thread.sleep(1), Duration.ofMillis(1), 1, (thread, fault) -> {});
        one.plan(START.plusSeconds(20), () -> done.add("second"));
        one.plan(START.plusSeconds(10), () -> done.add("first"));
        one.plan(START.plusSeconds(90), () -> done.add("later"));
        one.start();
        assertThat(one.pulse()).isEqualTo(new Planner.Pulse(0, Optional.of(START.plusSeconds(10)), false));
        clock.leapTo(START.plusSeconds(60));
        await(() -> done.size() == 2 && one.pulse().active() == 0);
        assertThat(done).containsExactly("first", "second");
        assertThat(one.pulse().nextAt()).contains(START.plusSeconds(90));
        clock.leapTo(START.plusSeconds(100));
        await(() -> one.pulse().idle());
        assertThat(done).containsExactly("first", "second", "later");
        one.close();
    }

    @Test
    void no_more_act_at_once_than_allowed() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < 6; i++) {
            planner.plan(START, () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                go.await();
                running.decrementAndGet();
            });
        }
        planner.start();
        await(() -> running.get() == 2);
        assertThat(planner.pulse().active()).isEqualTo(2);
        assertThat(planner.pulse().nextAt()).contains(START);
        go.countDown();
        await(() -> planner.pulse().idle());
        assertThat(most).hasValue(2);
    }

    @Test
    void an_act_that_fails_is_told_and_frees_its_place() throws Exception {
        planner.plan(START, () -> {
            throw new IllegalStateException("broken");
        });
        planner.start();
        await(() -> planner.pulse().idle());
        assertThat(faults).singleElement().isInstanceOf(IllegalStateException.class);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int look = 0; look < 20_000 && !condition.getAsBoolean(); look++) {
            Thread.sleep(1);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
