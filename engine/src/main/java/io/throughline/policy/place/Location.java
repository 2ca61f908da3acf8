package io.throughline.policy.place;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What tells where a person is, most precise first, and the zones that follow (geo.resolve): a fresh
/// statement of the person replaces the rest; otherwise every signal counts, and one that spans several
/// zones by itself is first narrowed to what it shares with a more precise one.
///
/// @param stated the zone of a statement that still holds
/// @param country ISO code of a country outside the numbering plan, or `US`
/// @param numbers area codes or numbers, the one to be called first
public record Location(@Nullable ZoneId stated, String country, String zip, List<String> numbers) {
    /// Signals say the same few things again and again; what follows from them is kept.
    private static final int KEPT = 4_096;

    private static final Map<List<Set<ZoneId>>, List<ZoneId>> JOINED = new ConcurrentHashMap<>();

    public Location {
        numbers = List.copyOf(numbers);
    }

    /// Every zone the person may be in, in a fixed order; empty if nothing tells.
    public List<ZoneId> zones(Places places) {
        if (stated != null) {
            return List.of(stated);
        }
        if (!country.isEmpty() && !country.equals("US")) {
            return sorted(places.ofCountry(country));
        }
        var signals = new ArrayList<Set<ZoneId>>();
        places.ofZip(zip).ifPresent(place -> signals.add(place.zones()));
        for (var number : numbers) {
            places.ofAreaCode(number).ifPresent(place -> signals.add(place.zones()));
        }
        var known = JOINED.get(signals);
        if (known == null) {
            known = joined(signals);
            if (JOINED.size() < KEPT) {
                JOINED.put(List.copyOf(signals), known);
            }
        }
        return known;
    }

    private static List<ZoneId> joined(List<Set<ZoneId>> signals) {
        var zones = new LinkedHashSet<ZoneId>();
        for (var signal : signals) {
            narrowed(signal, zones).stream()
                    .filter(zone -> zones.stream().noneMatch(known -> sameClock(known, zone)))
                    .forEach(zones::add);
        }
        return sorted(zones);
    }

    private static Set<ZoneId> narrowed(Set<ZoneId> signal, Set<ZoneId> morePrecise) {
        if (signal.size() < 2) {
            return signal;
        }
        var shared = signal.stream()
                .filter(zone -> morePrecise.stream().anyMatch(other -> sameClock(other, zone)))
                .collect(Collectors.toSet());
        return shared.isEmpty() ? signal : shared;
    }

    /// Two ids whose clocks go alike from now on, such as America/Boise and America/Denver.
    static boolean sameClock(ZoneId one, ZoneId other) {
        var rules = one.getRules();
        var others = other.getRules();
        return one.equals(other)
                || !rules.isFixedOffset()
                        && !others.isFixedOffset()
                        && rules.getTransitionRules().equals(others.getTransitionRules())
                        && rules.getTransitions().getLast().getOffsetAfter().equals(lastOffset(others))
                || rules.isFixedOffset() && rules.equals(others);
    }

    private static java.time.ZoneOffset lastOffset(java.time.zone.ZoneRules rules) {
        return rules.getTransitions().getLast().getOffsetAfter();
    }

    private static List<ZoneId> sorted(Set<ZoneId> zones) {
        return zones.stream()
                .sorted(java.util.Comparator.comparing(ZoneId::getId))
                .toList();
    }
}
