package io.throughline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// Calls offered to a large bank, counted by five minutes (see the data's own NOTICE). It tells when calls came, and
/// nothing of how long they took or waited.
///
/// @param days each with its counts, the first day first
record CallLog(List<Day> days) {
    static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Path FILE = Path.of("shared", "data", "queue", "bank_calls_train.csv.gz");

    /// @param opens start of the first interval
    /// @param calls by interval
    record Day(LocalDate date, LocalTime opens, List<Integer> calls) {
        int total() {
            return calls.stream().mapToInt(Integer::intValue).sum();
        }
    }

    /// The log beside this repository, if it is there.
    static Path besides() {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            for (var file : List.of(at.resolve(FILE), at.resolve("work").resolve(FILE))) {
                if (Files.isReadable(file)) {
                    return file;
                }
            }
        }
        return Path.of("..").resolve(FILE);
    }

    /// @throws IOException if it cannot be read, or a line is not `2003-03-03 07:00,111`
    static CallLog read(Path file) throws IOException {
        var byDay = new TreeMap<LocalDate, TreeMap<LocalTime, Integer>>();
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines.readLine(); // the names of the columns
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d,\\d+")) {
                    throw new IOException(file + ": \"" + line + "\" is not written as 2003-03-03 07:00,111");
                }
                byDay.computeIfAbsent(LocalDate.parse(line.substring(0, 10)), _ -> new TreeMap<>())
                        .put(LocalTime.parse(line.substring(11, 16)), Integer.valueOf(line.substring(17)));
            }
        }
        var days = new ArrayList<Day>();
        byDay.forEach((date, counts) -> days.add(day(date, counts)));
        return new CallLog(List.copyOf(days));
    }

    private static Day day(LocalDate date, TreeMap<LocalTime, Integer> counts) {
        var opens = counts.firstKey();
        var calls = new Integer[index(opens, counts.lastKey()) + 1];
        Arrays.fill(calls, 0);
        counts.forEach((time, count) -> calls[index(opens, time)] = count);
        return new Day(date, opens, List.of(calls));
    }

    private static int index(LocalTime opens, LocalTime time) {
        return (int) (Duration.between(opens, time).toMinutes() / INTERVAL.toMinutes());
    }

    /// Calls by interval as one who plans would expect them on a day: the mean of the same weekday in the weeks before.
    ///
    /// @return empty: fewer than two such days came before
    double[] expected(Day day, int weeks) {
        var before = days.stream()
                .filter(one -> one.date().isBefore(day.date())
                        && !one.date().isBefore(day.date().minusWeeks(weeks))
                        && one.date().getDayOfWeek() == day.date().getDayOfWeek())
                .toList();
        var expected = new double[day.calls().size()];
        for (var one : before) {
            for (int i = 0; i < Math.min(expected.length, one.calls().size()); i++) {
                expected[i] += (double) one.calls().get(i) / before.size();
            }
        }
        return before.size() < 2 ? new double[0] : expected;
    }
}
