package io.throughline.routing;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why an item is where it is.
///
/// @param stand `in-line`, `preferred`, `call-back`, `offered` or `at-work`
/// @param agent who it is offered to, held for or at work with
/// @param why how that person was chosen; empty while nobody is
/// @param next when something about it changes by itself
/// @param hindered of everybody known, how many cannot have it now, by the first thing in the way
public record Explanation(
        String item,
        String stand,
        @Nullable String agent,
        String why,
        @Nullable Instant next,
        boolean isQueueOpen,
        Map<Hindrance, Integer> hindered) {

    static Explanation of(Waiting waiting, Collection<Desk> desks, QueueHours hours, Instant now) {
        var hindered = new EnumMap<Hindrance, Integer>(Hindrance.class);
        for (var desk : desks) {
            var no = hindrance(waiting, desk, now);
            if (no != null) {
                hindered.merge(no, 1, Integer::sum);
            }
        }
        return new Explanation(
                waiting.item.id(),
                waiting.stand.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                Optional.ofNullable(waiting.desk).map(desk -> desk.agent.id()).orElse(null),
                waiting.stand == Waiting.Stand.OFFERED || waiting.stand == Waiting.Stand.AT_WORK ? waiting.why : "",
                next(waiting, hours, now),
                hours.isOpen(now),
                Collections.unmodifiableMap(hindered));
    }

    private static @Nullable Hindrance hindrance(Waiting waiting, Desk desk, Instant now) {
        var need = waiting.item.need();
        var hard = need.hindrance(desk.agent);
        if (hard != null) {
            return hard;
        }
        if (waiting.line != null) {
            var ofLine = waiting.line.demand.hindrance(desk.agent);
            if (ofLine != null) {
                return ofLine;
            }
        }
        if (waiting.stand == Waiting.Stand.PREFERRED && waiting.desk != desk) {
            return Hindrance.NOT_PREFERRED;
        }
        var occupied = desk.occupied(need.kind());
        return occupied != null || waiting.mayGoTo(desk.agent.id(), now) ? occupied : Hindrance.DECLINED;
    }

    private static @Nullable Instant next(Waiting waiting, QueueHours hours, Instant now) {
        if (waiting.stand != Waiting.Stand.IN_LINE) {
            var preferred = waiting.item.preferred();
            return waiting.stand == Waiting.Stand.PREFERRED && preferred != null ? preferred.until() : waiting.until;
        }
        if (!hours.isOpen(now)) {
            return hours.queue.hours().nextOpen(now).orElse(null);
        }
        var rings = hours.queue.rings();
        return waiting.ring + 1 < rings.size()
                ? waiting.inQueueSince.plus(rings.get(waiting.ring + 1).after())
                : null;
    }

    /// In a sentence.
    public String sentence() {
        var people = hindered.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().words())
                .collect(Collectors.joining("; "));
        return switch (stand) {
            case "offered" -> "Offered to " + agent + ", " + why + ".";
            case "at-work" -> "At work with " + agent + ", who was " + why + ".";
            case "call-back" -> "Waits for its call-back at " + next + ".";
            case "preferred" -> "Waits for " + agent + " until " + next + ".";
            default -> {
                var change = next == null ? "" : " It asks for less from " + next + ".";
                yield isQueueOpen
                        ? "In line: of those known, " + (people.isEmpty() ? "nobody is signed in" : people) + "."
                                + change
                        : "In line: the queue is closed" + (next == null ? "." : " until " + next + ".");
            }
        };
    }
}
