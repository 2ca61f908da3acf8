package io.throughline.platform.outreach;

import static io.throughline.platform.outreach.OutreachWorld.touch;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By.Channel;
import io.throughline.platform.cases.EffectHandler.Claim;
import io.throughline.platform.outreach.ConsentEvent.Kind;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.DoNotContactStore.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/// Races of an opt-out against the claim of a message, on a real database. Each ends in one of two ways: the claim
/// committed first, or it never happens. `-Dthroughline.races=10000` runs the full number.
class OptOutRaceTest {
    private static final int RACES = Integer.getInteger("throughline.races", 400);
    private static final int AT_ONCE = 4;

    private final OutreachWorld world = new OutreachWorld();

    /// What a race ended in.
    ///
    /// @param before whether the message was claimed when the opt-out held its locks
    /// @param after whether it is claimed when both are done
    private record Ended(int round, boolean before, boolean after) {}

    @Test
    void nothing_is_claimed_after_an_opt_out_has_committed() throws Exception {
        var ended = new ArrayList<Ended>();
        var room = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var races = new ArrayList<Future<Ended>>();
            for (int round = 0; round < RACES; round++) {
                int number = round;
                room.acquire();
                races.add(threads.submit(() -> {
                    try {
                        return race(number);
                    } finally {
                        room.release();
                    }
                }));
            }
            for (var race : races) {
                ended.add(race.get());
            }
        }
        assertThat(ended).filteredOn(race -> race.after() && !race.before()).isEmpty();
        long claimedFirst = ended.stream().filter(Ended::before).count();
        System.out.printf(
                "%d races: the claim was first in %d, the opt-out in %d; claimed after its commit: %d%n",
                RACES,
                claimedFirst,
                RACES - claimedFirst,
                ended.stream().filter(race -> race.after() && !race.before()).count());
        // Races in which one side always wins prove nothing.
        assertThat(claimedFirst).isBetween(1L, RACES - 1L);
    }

    private Ended race(int round) throws Exception {
        var customer = "r" + round;
        var phone = "+1212%03d%04d".formatted(200 + round / 10_000, round % 10_000);
        world.customer(customer, phone);
        var state = world.openCase("01890000-0000-7000-9000-%012d".formatted(round), customer);
        var effect = touch("race" + round, 0, "first");
        var start = new CyclicBarrier(2);
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var optOut = both.submit(() -> {
                start.await();
                // Asked in the opt-out's own transaction, when it has its locks: what is not claimed by then, never is.
                return Objects.requireNonNull(world.transactions.execute(_ -> {
                    ways(round, customer, new Endpoint(Channel.SMS, phone)).run();
                    return world.contacts.findByEffect(effect.key()).isPresent();
                }));
            });
            Callable<Claim> claiming = () -> {
                start.await();
                return world.claim(effect, state);
            };
            var claim = both.submit(claiming);
            boolean before = optOut.get();
            boolean answered = claim.get() instanceof Claim.Go;
            boolean after = world.contacts.findByEffect(effect.key()).isPresent();
            assertThat(after).as("round %d", round).isEqualTo(answered);
            assertThat(world.claim(touch("after" + round, 0, "first"), state)).isInstanceOf(Claim.Never.class);
            return new Ended(round, before, after);
        }
    }

    /// Every way in which somebody opts out, in turn: by the wire, in words of their own, by a person or a list.
    private Runnable ways(int round, String customer, Endpoint endpoint) {
        var now = world.instant();
        return switch (round % 6) {
            case 0 -> () -> world.stops.stop(endpoint, false, "STOP", null, now);
            case 1 -> () -> world.stops.stop(endpoint, true, "STOP ALL", null, now);
            case 2 ->
                () -> world.stops.record(new ConsentEvent(
                        now,
                        now,
                        Kind.STOP,
                        customer,
                        Medium.SMS,
                        null,
                        null,
                        null,
                        null,
                        "no texts",
                        "call",
                        "ana",
                        null));
            case 3 -> () -> world.receiving.smsReceived(endpoint.address(), "72620", "please quit texting me", now);
            case 4 ->
                () -> world.receiving.smsReceived(endpoint.address(), "72620", "I've hired a lawyer, talk to her", now);
            default ->
                () -> world.lists.add(
                        "internal",
                        List.of(new Line(2, DoNotContactStore.Kind.PHONE, endpoint.address(), true, "", null)),
                        "list.csv",
                        "ana",
                        now);
        };
    }
}
