package io.throughline.routing;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Somebody who does work.
///
/// @param queues which queues they serve
/// @param skills proficiency by skill, 1 to 10
/// @param rights decision rights, each with the largest amount it covers, in minor units
/// @param capacity what they may have at once, by kind of work; a kind not named is not given to them
public record Agent(
        String id,
        Set<String> queues,
        Map<String, Integer> skills,
        Set<String> languages,
        Set<String> clearances,
        Map<String, Long> rights,
        Map<String, Capacity> capacity) {

    /// A right without limit.
    public static final long ANY_AMOUNT = Long.MAX_VALUE;

    /// How much of a kind of work fits.
    ///
    /// @param atOnce how many of this kind, at least 1
    /// @param besides other kinds that may be at work already; they are interrupted or go on beside it
    public record Capacity(int atOnce, Set<String> besides) {
        public Capacity {
            if (atOnce < 1) {
                throw new IllegalArgumentException("a capacity of " + atOnce + " gives no work; leave the kind out");
            }
            besides = Set.copyOf(besides);
        }

        /// One at a time, and nothing beside it.
        public static final Capacity ONE = new Capacity(1, Set.of());
    }

    public Agent {
        queues = Set.copyOf(queues);
        skills = Collections.unmodifiableMap(new TreeMap<>(skills));
        languages = Set.copyOf(languages);
        clearances = Set.copyOf(clearances);
        rights = Collections.unmodifiableMap(new TreeMap<>(rights));
        capacity = Collections.unmodifiableMap(new TreeMap<>(capacity));
        skills.forEach((skill, level) -> {
            if (level < 1 || level > 10) {
                throw new IllegalArgumentException("proficiency in " + skill + " is 1 to 10, not " + level);
            }
        });
    }

    /// How far a right goes; below zero when it is not held.
    long limit(String right) {
        return rights.getOrDefault(right, -1L);
    }

    boolean hasSkills(Map<String, Integer> wanted) {
        for (var skill : wanted.entrySet()) {
            if (skills.getOrDefault(skill.getKey(), 0) < skill.getValue()) {
                return false;
            }
        }
        return true;
    }
}
