package io.throughline.scenario;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/// What a case went through, short enough to read beneath a failed scenario.
final class Trace {
    private static final int LAST = 14;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.US);
    private static final Set<String> PLAIN = Set.of("step-entered", "facts-read", "card-page-opened");
    private static final Set<String> TOLD = Set.of(
            "outcome", "to", "queue", "reason", "choice", "message", "rule", "operation", "amount", "touch", "error");

    private Trace() {}

    /// The last things that happened, the latest at the end.
    static List<String> of(World world) {
        var lines = world.evidence().stream()
                .filter(seen -> !PLAIN.contains(seen.event().type()))
                .map(seen -> line(world, seen))
                .toList();
        return lines.subList(Math.max(0, lines.size() - LAST), lines.size());
    }

    private static String line(World world, World.Seen seen) {
        var text = new StringBuilder(time(world, seen.at()));
        var step = seen.event().step();
        text.append("  ")
                .append(step == null ? "" : step + " ")
                .append(seen.event().type());
        new TreeMap<>(seen.event().details()).forEach((name, value) -> {
            if (TOLD.contains(name)) {
                text.append(' ').append(name).append('=').append(Values.told(value));
            }
        });
        return text.toString();
    }

    /// Where the customer is.
    static String time(World world, Instant when) {
        var zone = world.given().person().zones().stream().findFirst().orElse(ZoneId.of("America/Chicago"));
        return TIME.format(when.atZone(zone));
    }
}
