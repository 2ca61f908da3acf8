package io.throughline.rehearsal.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What is how likely, of several things of which one happens. Shares need not add up to one; only their
/// proportion counts.
///
/// @param of share by name, in the order written
public record Shares(Map<String, Double> of) {
    public static final Shares NONE = new Shares(Map.of());

    public Shares {
        of = new LinkedHashMap<>(of);
    }

    /// One of `names`, all others left out. Names without a share are as likely as each other where no name
    /// has one, and never happen otherwise.
    ///
    /// @param roll from 0 to 1
    public String pick(List<String> names, double roll) {
        double all = names.stream().mapToDouble(this::share).sum();
        if (all <= 0) {
            return names.get((int) (roll * names.size()));
        }
        double left = roll * all;
        for (var name : names) {
            left -= share(name);
            if (left < 0) {
                return name;
            }
        }
        return names.stream()
                .filter((Predicate<String>) name -> share(name) > 0)
                .toList()
                .getLast();
    }

    private double share(String name) {
        return of.getOrDefault(name, 0.0);
    }
}
