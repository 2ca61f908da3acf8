package io.throughline.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With Poisson arrivals, exponential service and agents who all fit, the floor is the queue of Erlang's formula.
class QueueTheoryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final double SERVICE = 180;

    private record End(Instant at, String agent, String item) {}

    @ParameterizedTest(name = "{0} agents, {1} erlang")
    @CsvSource({"1, 0.6, 600", "2, 1.4, 600", "4, 3.0, 600", "8, 6.4, 600", "12, 9.6, 1000", "16, 12.0, 1500"})
    void mean_waits_are_those_of_erlang_c(int agents, double load, int thousandCalls) {
        int calls = thousandCalls * 1_000;
        var run = run(agents, load, calls);
        assertThat(run.waited() / run.expected(agents))
                .as("mean wait %.3f s, Erlang C %.3f s", run.waited(), run.expected(agents))
                .isBetween(0.97, 1.03);
    }

    /// Mean seconds of a run. Its own means of service and time between calls go into the formula: most of the noise of
    /// a finite run is theirs.
    private record Run(double waited, double service, double between) {
        double expected(int agents) {
            double load = service / between;
            return erlangC(agents, load) * service / (agents - load);
        }
    }

    private static Run run(int agents, double load, int calls) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_122L + agents);
        var floor = new Floor(FloorRules.USUAL, List.of(Queue.of("calls", Map.of())));
        for (int i = 0; i < agents; i++) {
            floor.take(new FloorInput.Know(agent("a" + i)), START);
            floor.take(new FloorInput.Present("a" + i, Presence.AVAILABLE, ""), START);
        }
        var ends = new PriorityQueue<End>(java.util.Comparator.comparing(End::at));
        var arrivedAt = new java.util.HashMap<String, Instant>();
        var next = START;
        double waited = 0;
        double served = 0;
        int answered = 0;
        for (int call = 0; answered < calls; ) {
            FloorInput input;
            Instant at;
            if (ends.isEmpty() || next.isBefore(ends.peek().at())) {
                at = next;
                var id = "c" + call++;
                arrivedAt.put(id, at);
                input = new FloorInput.Arrive(new WorkItem(id, "", "", "calls", 0, at, null, Need.of("voice"), null));
                next = at.plus(nanos(random.nextExponential() * SERVICE / load));
            } else {
                var end = ends.poll();
                at = end.at();
                input = new FloorInput.Complete(end.agent(), end.item());
            }
            var events = new ArrayDeque<>(floor.take(input, at));
            while (!events.isEmpty()) {
                if (events.poll() instanceof FloorEvent.Offered offered) {
                    events.addAll(floor.take(new FloorInput.Accept(offered.agent(), offered.item()), at));
                    waited += seconds(Duration.between(arrivedAt.remove(offered.item()), at));
                    answered++;
                    double service = random.nextExponential() * SERVICE;
                    served += service;
                    ends.add(new End(at.plus(nanos(service)), offered.agent(), offered.item()));
                }
            }
        }
        return new Run(waited / answered, served / answered, seconds(Duration.between(START, next)) / answered);
    }

    /// Probability of having to wait (A. K. Erlang 1917), by the stable recursion of Erlang B.
    private static double erlangC(int agents, double load) {
        double blocked = 1;
        for (int n = 1; n <= agents; n++) {
            blocked = load * blocked / (n + load * blocked);
        }
        double busy = load / agents;
        return blocked / (1 - busy * (1 - blocked));
    }

    private static Duration nanos(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static Agent agent(String id) {
        return new Agent(
                id, Set.of("calls"), Map.of(), Set.of(), Set.of(), Map.of(), Map.of("voice", Agent.Capacity.ONE));
    }
}
