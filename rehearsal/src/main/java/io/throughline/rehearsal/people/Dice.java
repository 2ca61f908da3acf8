package io.throughline.rehearsal.people;

import java.nio.charset.StandardCharsets;

/// The chances of one person. A roll depends on the seed, the person and what it is about, and on nothing
/// that was rolled before; so a person who meets another version of a workflow is as patient, as curious
/// and as busy as in the first (common random numbers). Keeps no state.
///
/// The mixing is that of SplitMix64 (Steele, Lea and Flood 2014).
public record Dice(long seed, long person) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long PRIME = 0x100000001B3L;

    /// What a roll is about; the same words give the same number in every process (FNV-1a).
    public static long about(String words) {
        long hash = 0xCBF29CE484222325L;
        for (byte one : words.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (one & 0xFF)) * PRIME;
        }
        return hash;
    }

    /// A number from 0, included, to 1, excluded.
    ///
    /// @param about from [#about(String)]
    /// @param time counts rolls about the same thing
    public double roll(long about, int time) {
        long mixed = mix(mix(mix(seed + GOLDEN) + (person + 1) * GOLDEN) ^ mix(about + (time + 1) * GOLDEN));
        return (mixed >>> 11) * 0x1.0p-53;
    }

    /// Whether something of that chance happens.
    public boolean happens(double chance, long about, int time) {
        return roll(about, time) < chance;
    }

    /// How long it takes this time, in milliseconds.
    public long takes(Time time, long about, int which) {
        return time.of(roll(about, 2 * which), roll(about ^ PRIME, 2 * which + 1));
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
