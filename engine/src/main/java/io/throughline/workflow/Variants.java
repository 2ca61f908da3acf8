package io.throughline.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Words that are written in several ways for several people.
final class Variants {
    private Variants() {}

    /// Of those that fit, the one within all others that fit; the base fits everybody.
    static <T> T choose(T base, List<T> variants, Function<T, Audience> audience, Map<String, String> situation) {
        return variants.stream()
                .filter(one -> audience.apply(one).fits(situation))
                .reduce(base, (chosen, one) -> audience.apply(one).isWithin(audience.apply(chosen)) ? one : chosen);
    }

    /// Two audiences for which it would not be clear what is said: they share people, neither lies
    /// within the other, and no third is written for just those.
    static Optional<Audience[]> unclear(List<Audience> audiences) {
        for (int i = 0; i < audiences.size(); i++) {
            for (int j = 0; j < i; j++) {
                var one = audiences.get(i);
                var other = audiences.get(j);
                boolean same = one.equals(other);
                boolean clear = !same && (one.isApartFrom(other) || one.isWithin(other) || other.isWithin(one));
                if (!clear && (same || !audiences.contains(one.and(other)))) {
                    return Optional.of(new Audience[] {one, other});
                }
            }
        }
        return Optional.empty();
    }

    /// The base and all others.
    static <T> List<T> all(T base, List<T> variants) {
        return Stream.concat(Stream.of(base), variants.stream()).toList();
    }
}
