package io.throughline.workflow;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `queues.yaml`: each queue by name, with `served-by` and, as wanted, `hours`, `zone`, `closed`, `days`,
/// `target`, `rings`, `overflow`, `offer-for`, `wrap-up` and `choice`.
public final class QueueFile {
    public static final String NAME = "queues.yaml";
    static final Duration OFFER_FOR = Duration.ofSeconds(20);
    static final ServedQueue.Target TARGET = new ServedQueue.Target(80, Duration.ofSeconds(20));
    private static final Pattern WEEK = Pattern.compile("(\\w{3})(?:-(\\w{3}))? (\\S+)");
    private static final Pattern HOURS =
            Pattern.compile("((?:[01]\\d|2[0-3]):[0-5]\\d)-((?:[01]\\d|2[0-3]):[0-5]\\d|24:00)");
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final String LONGEST_IDLE = "longest-idle";
    private static final String MOST_SKILLED = "most-skilled";

    private QueueFile() {}

    /// @throws InvalidDefinition with everything that is wrong, by its place
    public static Map<String, ServedQueue> read(String text) {
        var findings = new Findings(Rule.all());
        var queues = read(text, findings);
        findings.throwIfWrong();
        return queues == null ? Map.of() : queues;
    }

    /// Null when the file is no mapping at all.
    static @Nullable Map<String, ServedQueue> read(String text, Findings findings) {
        var table = Table.parse(NAME, text, "the queues", findings);
        if (table == null) {
            return null;
        }
        var queues = new TreeMap<String, ServedQueue>();
        for (var name : table.keys()) {
            var entry = table.entry(name, "queue \"" + name + "\"");
            queues.put(name, queue(name, entry, table.keys()));
            entry.done();
        }
        return queues;
    }

    /// A queue of which only the name is known: open around the clock, for everybody.
    public static ServedQueue plain(String name) {
        return new ServedQueue(
                name,
                List.of(),
                ZoneOffset.UTC,
                always(),
                Map.of(),
                TARGET,
                List.of(new ServedQueue.Ring(Duration.ZERO, Map.of())),
                null,
                OFFER_FOR,
                ServedQueue.WrapUp.NONE,
                false);
    }

    private static ServedQueue queue(String name, Table entry, List<String> all) {
        return new ServedQueue(
                name,
                entry.texts("served-by"),
                zone(entry),
                week(entry),
                days(entry),
                target(entry),
                rings(entry),
                overflow(name, entry, all),
                offerFor(entry),
                wrapUp(entry),
                entry.has("choice")
                        && entry.word("choice", "a way to choose", List.of(LONGEST_IDLE, MOST_SKILLED))
                                .equals(MOST_SKILLED));
    }

    private static ZoneId zone(Table entry) {
        var zone = entry.find("zone").orElse("UTC");
        if (ZoneId.getAvailableZoneIds().contains(zone)) {
            return ZoneId.of(zone);
        }
        entry.problem(
                entry.at("zone"),
                Rule.UNKNOWN_NAME,
                "\"" + zone + "\" is no time zone; write it as America/Chicago"
                        + Nearest.to(zone, ZoneId.getAvailableZoneIds())
                                .map(near -> ". Did you mean \"" + near + "\"?")
                                .orElse(""));
        return ZoneOffset.UTC;
    }

    private static Map<DayOfWeek, List<ServedQueue.Hours>> always() {
        var week = new EnumMap<DayOfWeek, List<ServedQueue.Hours>>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            week.put(day, List.of(new ServedQueue.Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)));
        }
        return week;
    }

    private static Map<DayOfWeek, List<ServedQueue.Hours>> week(Table entry) {
        if (!entry.has("hours")) {
            return always();
        }
        var week = new EnumMap<DayOfWeek, List<ServedQueue.Hours>>(DayOfWeek.class);
        for (var node : entry.nodes("hours")) {
            var text = entry.scalar(node, "hours");
            var match = WEEK.matcher(text);
            var hours = match.matches() ? hours(match.group(3)) : null;
            int from = match.matches() ? DAYS.indexOf(match.group(1)) : -1;
            int to = from < 0 || match.group(2) == null ? from : DAYS.indexOf(match.group(2));
            if (hours == null || from < 0 || to < 0) {
                entry.problem(node, Rule.SHAPE, "\"" + text + "\" are no hours; write them as Mon-Fri 08:00-18:00");
                continue;
            }
            for (int day = from; ; day = (day + 1) % 7) {
                week.computeIfAbsent(DayOfWeek.of(day + 1), _ -> new ArrayList<>())
                        .add(hours);
                if (day == to) {
                    break;
                }
            }
        }
        return week;
    }

    private static ServedQueue.@Nullable Hours hours(String text) {
        Matcher match = HOURS.matcher(text);
        if (!match.matches()) {
            return null;
        }
        var open = LocalTime.parse(match.group(1));
        var close = match.group(2).equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(match.group(2));
        return close.equals(LocalTime.MIDNIGHT) || open.isBefore(close) ? new ServedQueue.Hours(open, close) : null;
    }

    private static Map<LocalDate, List<ServedQueue.Hours>> days(Table entry) {
        var days = new TreeMap<LocalDate, List<ServedQueue.Hours>>();
        for (var node : entry.nodes("closed")) {
            var day = day(entry.scalar(node, "closed"));
            if (day == null) {
                entry.problem(node, Rule.SHAPE, "a day is written as 2026-12-25");
            } else {
                days.put(day, List.of());
            }
        }
        entry.findTable("days").ifPresent(listed -> {
            for (var key : listed.keys()) {
                var day = day(key);
                var spans = listed.findTexts(key).stream().map(QueueFile::hours).toList();
                if (day == null || spans.contains(null)) {
                    listed.problem(
                            listed.atKey(key), Rule.SHAPE, "write a day and its hours as 2026-12-24: [08:00-12:00]");
                } else {
                    days.put(day, List.copyOf(spans));
                }
            }
        });
        return days;
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    private static ServedQueue.Target target(Table entry) {
        return entry.findTable("target")
                .map(target -> {
                    var aimed = new ServedQueue.Target(
                            target.whole("percent", TARGET.percent(), 1, 100), target.duration("within"));
                    target.done();
                    return aimed;
                })
                .orElse(TARGET);
    }

    private static List<ServedQueue.Ring> rings(Table entry) {
        var rings = new ArrayList<ServedQueue.Ring>();
        for (var ring : entry.tables("rings", "the ring")) {
            var after = ring.findDuration("after").orElse(Duration.ZERO);
            boolean follows = rings.isEmpty()
                    ? after.isZero()
                    : after.compareTo(rings.getLast().after()) > 0;
            if (!follows) {
                ring.problem(
                        ring.at("after"),
                        Rule.SHAPE,
                        "the first ring begins at once and each other one after the last");
                continue;
            }
            var skills = new TreeMap<String, Integer>();
            ring.findTable("skills")
                    .ifPresent(asked -> asked.keys().forEach(skill -> skills.put(skill, asked.whole(skill, 1, 1, 10))));
            ring.done();
            rings.add(new ServedQueue.Ring(after, skills));
        }
        return rings.isEmpty() ? List.of(new ServedQueue.Ring(Duration.ZERO, Map.of())) : rings;
    }

    private static ServedQueue.@Nullable Overflow overflow(String name, Table entry, List<String> all) {
        return entry.findTable("overflow")
                .map(overflow -> {
                    var others =
                            all.stream().filter(other -> !other.equals(name)).toList();
                    var to = overflow.word("to", "another queue", others);
                    var after = overflow.duration("after");
                    overflow.done();
                    return others.contains(to) ? new ServedQueue.Overflow(after, to) : null;
                })
                .orElse(null);
    }

    private static Duration offerFor(Table entry) {
        var time = entry.findDuration("offer-for").orElse(OFFER_FOR);
        if (time.isZero()) {
            entry.problem(entry.at("offer-for"), Rule.DURATION, "an offer has to stand for a moment");
            return OFFER_FOR;
        }
        return time;
    }

    private static ServedQueue.WrapUp wrapUp(Table entry) {
        return entry.findTable("wrap-up")
                .map(after -> {
                    var fixed = after.findDuration("fixed");
                    var most = after.findDuration("up-to");
                    after.done();
                    return new ServedQueue.WrapUp(fixed.or(() -> most).orElse(null), fixed.isPresent());
                })
                .orElse(ServedQueue.WrapUp.NONE);
    }
}
