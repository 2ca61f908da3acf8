package io.throughline.platform.campaigns;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns in the order in which a campaign lets them out: of those whose instant has come the most urgent first, then
/// the surest address, as [TurnStore] has them. A turn takes some hundred bytes; what the rules say is not kept.
final class TurnLine {
    private final PriorityQueue<Place> later = new PriorityQueue<>(Comparator.comparing(Place::at));
    private final PriorityQueue<Place> due = new PriorityQueue<>(Comparator.comparingInt(Place::urgency)
            .thenComparingInt(Place::confidence)
            .reversed()
            .thenComparing(Place::account));
    private final Map<String, String> rules = new HashMap<>();

    private record Place(String account, int urgency, int confidence, Instant at, String rule) {}

    /// @param turn one that is not kept
    /// @param rule what it has waited for until its instant; empty: for nothing
    void add(Turn turn, String rule) {
        later.add(new Place(
                turn.account(),
                turn.urgency(),
                turn.confidence(),
                Objects.requireNonNull(turn.at()),
                rules.computeIfAbsent(rule, one -> one)));
    }

    /// Takes those that come first, with what they have waited for.
    SequencedMap<String, String> due(Instant now, int atMost) {
        while (!later.isEmpty() && !later.element().at().isAfter(now)) {
            due.add(later.remove());
        }
        var taken = new LinkedHashMap<String, String>();
        while (taken.size() < atMost && !due.isEmpty()) {
            var place = due.remove();
            taken.put(place.account(), place.rule());
        }
        return taken;
    }

    /// @return the next instant of those whose instant has not come; null: there is none
    @Nullable
    Instant next() {
        var next = later.peek();
        return next == null ? null : next.at();
    }

    /// What those wait for that are left.
    Stream<String> rest() {
        return Stream.concat(due.stream(), later.stream()).map(Place::rule);
    }
}
