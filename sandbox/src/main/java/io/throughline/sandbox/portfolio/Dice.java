package io.throughline.sandbox.portfolio;

import java.util.List;
import java.util.random.RandomGenerator;

/// A seeded source of chance (SplitMix64, written out so that the same seed gives the same throws on every
/// JDK).
public final class Dice implements RandomGenerator {
    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /// Dice of their own for a purpose: what is thrown for one purpose never shifts what is thrown for
    /// another.
    public static Dice of(long seed, Object... purpose) {
        long state = mix(seed + 0x9E3779B97F4A7C15L);
        for (Object part : purpose) {
            String text = String.valueOf(part);
            for (int i = 0; i < text.length(); i++) {
                state = (state ^ text.charAt(i)) * 0x100000001B3L;
            }
            state = mix(state ^ 0x2FL);
        }
        return new Dice(state);
    }

    @Override
    public long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        return mix(state);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// A number from 0 up to and without `bound`.
    public int below(int bound) {
        return (int) Math.floorMod(nextLong() >>> 1, (long) bound);
    }

    /// A number from `low` to `high`, both possible.
    public int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /// True in `percent` of a hundred throws.
    public boolean chance(double percent) {
        return below(100_000) < percent * 1000;
    }

    public <T> T oneOf(List<T> things) {
        return things.get(below(things.size()));
    }
}
