package io.throughline.rehearsal.people;

import io.throughline.engine.By.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is presumed of people where no behaviour file says otherwise; `docs/rehearsal.md` lists the same.
/// They are round guesses to begin with, not measurements: who has figures of their own writes them down.
final class Defaults {
    /// A Monday, 9:00 in Chicago.
    static final Instant START = Instant.parse("2026-11-23T15:00:00Z");

    static final Duration OVER = Duration.ofHours(3);

    private Defaults() {}

    static Map<Channel, Double> reachable() {
        return Map.of(Channel.SMS, 0.97, Channel.EMAIL, 0.92);
    }

    static Map<Channel, Double> consents() {
        return Map.of(Channel.SMS, 0.98, Channel.EMAIL, 0.98);
    }

    static Map<Channel, Behaviour.Read> reads() {
        return Map.of(
                Channel.SMS,
                        new Behaviour.Read(0.9, new Time(Duration.ofMinutes(40).toMillis(), 2)),
                Channel.EMAIL,
                        new Behaviour.Read(0.4, new Time(Duration.ofHours(6).toMillis(), 1)));
    }

    static Hours attention() {
        double[] weights = new double[24];
        for (int hour = 7; hour < 23; hour++) {
            weights[hour] = hour < 9 || hour == 22 ? 0.5 : hour < 17 ? 1 : 1.3;
        }
        return new Hours(weights);
    }

    static Shares zones() {
        var zones = new LinkedHashMap<String, Double>();
        zones.put("America/New_York", 0.45);
        zones.put("America/Chicago", 0.3);
        zones.put("America/Denver", 0.08);
        zones.put("America/Los_Angeles", 0.17);
        return new Shares(zones);
    }

    /// By kind of step. What nobody is asked at (a decision, a write) has a manner too, so that every kind
    /// has one.
    static Map<String, Manner> kinds() {
        var kinds = new LinkedHashMap<String, Manner>();
        kinds.put("verify", manner(45, 0.08, 0.02, 0.005, 0.92));
        kinds.put("disclose", manner(20, 0.03, 0.01, 0.005, 0.99));
        kinds.put("show", manner(20, 0.02, 0.01, 0.005, 1));
        kinds.put("choose", manner(40, 0.08, 0.03, 0.01, 1));
        kinds.put("ask", manner(90, 0.12, 0.03, 0.01, 1));
        kinds.put(
                "pay",
                new Manner(
                        Time.ofSeconds(90),
                        0.06,
                        0.02,
                        0.005,
                        1,
                        shares("paid", 0.86, "declined", 0.09, "abandoned", 0.05)));
        kinds.put("arrange", manner(50, 0.06, 0.02, 0.005, 0.93));
        kinds.put("check", manner(0, 0, 0, 0, 1));
        kinds.put("assign", manner(0, 0, 0, 0, 1));
        kinds.put("approve", manner(0, 0, 0, 0, 0.75));
        kinds.put("request", manner(0, 0, 0, 0, 1));
        kinds.put("run", manner(4 * 3_600, 0, 0, 0, 1));
        return kinds;
    }

    private static Manner manner(long seconds, double leaves, double calls, double asks, double good) {
        return new Manner(Time.ofSeconds(seconds), leaves, calls, asks, good, Shares.NONE);
    }

    private static Shares shares(String a, double x, String b, double y, String c, double z) {
        var shares = new LinkedHashMap<String, Double>();
        shares.put(a, x);
        shares.put(b, y);
        shares.put(c, z);
        return new Shares(shares);
    }
}
