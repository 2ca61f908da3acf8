package io.throughline.rehearsal.stage;

import io.throughline.engine.Event;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// What is counted while it happens.
final class Counts {
    private static final long PRIME = 0x100000001B3L;

    /// Cases that went to a person for one cause.
    static final class Raised {
        String queue = "";
        int count;
        int late;
        final int[] byHour = new int[24];
    }

    /// What happened at one step. People count once where it says so, else each time.
    static final class AtStep {
        int people;
        int times;
        int answered;
        int left;
        int called;
        int asked;
    }

    private final AtStep[] steps;
    private final ZoneId zone;
    final Map<String, Raised> raised = new TreeMap<>();
    final Map<String, Integer> lateByQueue = new TreeMap<>();
    /// When, by queue, the first piece of work was due that was not done in time.
    final Map<String, Instant> firstLate = new TreeMap<>();
    final Map<String, Integer> sent = new LinkedHashMap<>();
    final Map<String, Integer> held = new TreeMap<>();
    final Map<String, Integer> denied = new TreeMap<>();
    final Map<String, Integer> refused = new TreeMap<>();
    int writes;
    int written;
    int closed;
    long moves;
    private long trace = 0xCBF29CE484222325L;

    Counts(int steps, ZoneId zone) {
        this.steps = new AtStep[steps];
        for (int i = 0; i < steps; i++) {
            this.steps[i] = new AtStep();
        }
        this.zone = zone;
    }

    AtStep at(int place) {
        return steps[place];
    }

    void reached(int place, boolean isFirst) {
        steps[place].times++;
        steps[place].people += isFirst ? 1 : 0;
    }

    /// A line of evidence. All of them, in order, make the trace by which two runs are the same.
    void event(Person person, Event event, long now) {
        mix(now);
        mix(person.number);
        mix(event.type().hashCode());
        mix(event.step() == null ? 0 : event.step().hashCode());
        if (event.type().equals("exception-raised") && event.step() != null) {
            var cause = raised.computeIfAbsent(event.step(), _ -> new Raised());
            cause.queue = String.valueOf(event.details().get("queue"));
            cause.count++;
            cause.byHour[Instant.ofEpochMilli(now).atZone(zone).getHour()]++;
        }
    }

    void mix(long value) {
        trace = (trace ^ value) * PRIME;
        trace ^= trace >>> 29;
    }

    String trace() {
        return "%016x".formatted(trace);
    }

    void late(String queue, Instant due) {
        add(lateByQueue, queue);
        firstLate.merge(queue, due, (a, b) -> a.isBefore(b) ? a : b);
    }

    static void add(Map<String, Integer> to, String name) {
        to.merge(name, 1, Integer::sum);
    }
}
