package io.throughline.policy.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The plan of a whole portfolio in a few bytes an account (17), in the order in which accounts were added; and what
/// comes of it: how many, when, by what, and how many are held by which rule. Not safe for many threads: fill one
/// each and [#join] them.
public final class PlanSheet {
    private static final long NEVER = Long.MIN_VALUE;
    private static final int HOUR = 3_600;
    private final List<String> words = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private long[] seconds = new long[64];
    private byte[] urgencies = new byte[64];
    private byte[] confidences = new byte[64];
    private short[] channels = new short[64];
    private short[] rules = new short[64];
    private int size;

    /// Adds the next account.
    public void add(Planned planned) {
        switch (planned) {
            case Planned.Touch touch ->
                add(
                        touch.at().getEpochSecond(),
                        touch.urgency(),
                        touch.way().confidence(),
                        touch.way().channel(),
                        touch.rule());
            case Planned.Held(var rule, var _) -> add(NEVER, 0, 0, "", rule);
            case Planned.Stopped(var stop) -> add(NEVER, 0, 0, "", "stopped: " + stop.word());
            case Planned.UsedUp _ -> add(NEVER, 0, 0, "", "all touches made");
        }
    }

    private void add(long second, int urgency, int confidence, String channel, String rule) {
        if (size == seconds.length) {
            int more = size * 2;
            seconds = Arrays.copyOf(seconds, more);
            urgencies = Arrays.copyOf(urgencies, more);
            confidences = Arrays.copyOf(confidences, more);
            channels = Arrays.copyOf(channels, more);
            rules = Arrays.copyOf(rules, more);
        }
        seconds[size] = second;
        urgencies[size] = (byte) urgency;
        confidences[size] = (byte) confidence;
        channels[size] = number(channel);
        rules[size] = number(rule);
        size++;
    }

    private short number(String word) {
        var known = numbers.get(word);
        if (known == null) {
            if (words.size() == Short.MAX_VALUE) {
                throw new IllegalStateException("more different rules and channels than a sheet can hold");
            }
            known = words.size();
            numbers.put(word, known);
            words.add(word);
        }
        return known.shortValue();
    }

    /// Adds the accounts of another sheet behind those of this one.
    public void join(PlanSheet other) {
        for (int i = 0; i < other.size; i++) {
            add(
                    other.seconds[i],
                    other.urgencies[i],
                    other.confidences[i],
                    other.words.get(other.channels[i]),
                    other.words.get(other.rules[i]));
        }
    }

    public int size() {
        return size;
    }

    public boolean isTouched(int account) {
        return seconds[account] != NEVER;
    }

    /// @throws IllegalArgumentException if it is not touched
    public Instant at(int account) {
        if (!isTouched(account)) {
            throw new IllegalArgumentException("account " + account + " is not touched");
        }
        return Instant.ofEpochSecond(seconds[account]);
    }

    /// The accounts that are touched in the order in which they are to be taken: the most urgent first, among equals
    /// the one more surely reached, then as they were added.
    public int[] order() {
        var keys = new long[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (isTouched(i)) {
                keys[count++] = (long) (127 - urgencies[i]) << 40 | (long) (127 - confidences[i]) << 32 | i;
            }
        }
        Arrays.sort(keys, 0, count);
        var order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    /// What a plan comes to.
    ///
    /// @param touches accounts that are touched
    /// @param channels of these, by channel
    /// @param later of these, those that have to wait, by what they wait for
    /// @param held accounts that are not touched, by the rule
    /// @param hours touches by the hour (UTC) from which they may go
    public record Sum(
            long accounts,
            long touches,
            SortedMap<String, Long> channels,
            SortedMap<String, Long> later,
            SortedMap<String, Long> held,
            SortedMap<Instant, Long> hours) {}

    public Sum sum() {
        long touches = 0;
        var byChannel = new TreeMap<String, Long>();
        var later = new TreeMap<String, Long>();
        var held = new TreeMap<String, Long>();
        var hours = new TreeMap<Instant, Long>();
        for (int i = 0; i < size; i++) {
            var rule = words.get(rules[i]);
            if (!isTouched(i)) {
                held.merge(rule, 1L, Long::sum);
                continue;
            }
            touches++;
            byChannel.merge(words.get(channels[i]), 1L, Long::sum);
            hours.merge(Instant.ofEpochSecond(Math.floorDiv(seconds[i], HOUR) * HOUR), 1L, Long::sum);
            if (!rule.isEmpty()) {
                later.merge(rule, 1L, Long::sum);
            }
        }
        return new Sum(size, touches, byChannel, later, held, hours);
    }
}
