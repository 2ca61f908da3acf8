package io.throughline.rehearsal.people;

import io.throughline.workflow.Findings;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Table;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Shares, times and hours as the files of a rehearsal write them. A value that cannot be read is a finding
/// with its place; what comes back then is a stand-in, since the finding stops the rehearsal.
public final class Reader {
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?) ?%");
    private static final Pattern FRACTION = Pattern.compile("(0(?:\\.\\d{1,6})?|1(?:\\.0+)?)");
    private static final Pattern TIME = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,2})?)(s|m|h|d)");
    private static final Pattern HOURS = Pattern.compile("(\\d{1,2})(?:-(\\d{1,2}))?");
    private static final Map<String, Long> UNITS = Map.of("s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Reader() {}

    /// Reads the table that a text is.
    ///
    /// @return null when it is none; the finding says why
    public static @Nullable Table table(String file, String text, String what, Findings findings) {
        var root = Table.compose(file, text, findings);
        return root == null ? null : new Table(file, root, what, findings);
    }

    /// `40%` or `0.4`.
    public static double share(Table table, String key, double otherwise) {
        return table.find(key).map(text -> share(table, key, text, otherwise)).orElse(otherwise);
    }

    private static double share(Table table, String key, String text, double otherwise) {
        var match = SHARE.matcher(text);
        double share = match.matches()
                ? Double.parseDouble(match.group(1)) / 100
                : FRACTION.matcher(text).matches() ? Double.parseDouble(text) : -1;
        if (share < 0 || share > 1) {
            table.problem(table.at(key), Rule.SHAPE, "\"" + key + "\" must be a share such as 40% or 0.4, up to 100%");
            return otherwise;
        }
        return share;
    }

    /// Shares by name.
    public static Shares shares(Table table) {
        var shares = new LinkedHashMap<String, Double>();
        table.keys().forEach(name -> shares.put(name, share(table, name, 0)));
        if (shares.values().stream().noneMatch(share -> share > 0)) {
            shares.keySet().stream()
                    .findFirst()
                    .ifPresent(
                            name -> table.problem(table.at(name), Rule.SHAPE, "at least one share must be above 0%"));
        }
        return new Shares(shares);
    }

    /// `6m`, which is exponential, or `{ mean: 6m, spread: 0.5 }`.
    public static Time time(Table table, String key, Time otherwise) {
        if (!table.has(key)) {
            return otherwise;
        }
        if (table.isPlain(key)) {
            return duration(table, key)
                    .map(mean -> new Time(mean.toMillis(), 1))
                    .orElse(otherwise);
        }
        var parts = table.entry(key, "\"" + key + "\"");
        if (!parts.has("mean")) {
            parts.problem(parts.at("mean"), Rule.MISSING, "\"" + key + "\" needs \"mean\", such as 6m");
        }
        var mean = duration(parts, "mean").orElse(Duration.ZERO);
        double spread = number(parts, "spread", 1, 0, 10);
        parts.done();
        return new Time(mean.toMillis(), spread);
    }

    /// `30m`, `4h`, `2d`.
    public static Optional<Duration> duration(Table table, String key) {
        return table.find(key).map(text -> {
            var match = TIME.matcher(text);
            if (!match.matches()) {
                table.problem(
                        table.at(key), Rule.DURATION, "\"" + key + "\" must be a time such as 45s, 30m, 4h or 2d");
                return Duration.ofMinutes(1);
            }
            double number = Double.parseDouble(match.group(1));
            return Duration.ofMillis(Math.round(number * UNITS.getOrDefault(match.group(2), 1L)));
        });
    }

    /// A number within bounds.
    public static double number(Table table, String key, double otherwise, double least, double most) {
        return table.find(key)
                .map(text -> {
                    double number = text.matches("\\d{1,9}(\\.\\d{1,6})?") ? Double.parseDouble(text) : -1;
                    if (number < least || number > most) {
                        table.problem(
                                table.at(key),
                                Rule.SHAPE,
                                "\"" + key + "\" must be a number from " + plain(least) + " to " + plain(most));
                        return least;
                    }
                    return number;
                })
                .orElse(otherwise);
    }

    /// A whole number within bounds.
    public static int whole(Table table, String key, int otherwise, int least, int most) {
        double number = number(table, key, otherwise, least, most);
        if (number != Math.rint(number)) {
            table.problem(table.at(key), Rule.SHAPE, "\"" + key + "\" must be a whole number");
        }
        return (int) number;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /// A table of hours such as `{ "09-12": 2, "12-17": 1 }`; half-open, hours not named have 0.
    public static double[] hours(Table table, double most) {
        double[] hours = new double[24];
        eachHours(table, (key, range) -> {
            double weight = number(table, key, 0, 0, most);
            for (int hour = range[0]; hour < range[1]; hour++) {
                hours[hour] = weight;
            }
        });
        return hours;
    }

    private static void eachHours(Table table, BiConsumer<String, int[]> each) {
        for (var key : table.keys()) {
            var match = HOURS.matcher(key);
            int from = match.matches() ? Integer.parseInt(match.group(1)) : 24;
            int to = !match.matches() ? 0 : match.group(2) == null ? from + 1 : Integer.parseInt(match.group(2));
            if (from >= to || to > 24) {
                table.problem(
                        table.atKey(key), Rule.SHAPE, "\"" + key + "\" must be hours of the day such as \"09-17\"");
                table.find(key);
            } else {
                each.accept(key, new int[] {from, to});
            }
        }
    }

    /// A time zone by its name.
    public static Optional<ZoneId> zone(Table table, String key) {
        return table.find(key).flatMap(name -> {
            var zone = zone(name);
            if (zone.isEmpty()) {
                table.problem(
                        table.at(key),
                        Rule.UNKNOWN_NAME,
                        "\"" + name + "\" is no time zone; write it as America/Chicago");
            }
            return zone;
        });
    }

    static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
