package io.throughline.sandbox.crowd;

import static java.util.Map.entry;

import java.time.ZoneId;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Time zones by the first three digits of a US postal code. A region that lies in two zones has both.
/// Written down for the oracle from the postal service's list of prefixes; shares nothing with the platform's
/// own table.
final class ZipZones {
    // each line: where a run begins, then its zones; it ends where the next begins
    private static final String RUNS = """
            005 E
            006 R
            010 E
            324 C
            326 E
            350 C
            370 C
            373 E
            375 C
            376 E
            380 C
            398 E
            400 E
            420 C
            425 E
            427 EC
            428 E
            463 C
            465 E
            476 C
            478 E
            498 EC
            500 C
            576 CM
            577 M
            578 C
            586 CM
            587 C
            590 M
            600 C
            677 CM
            680 C
            690 CM
            693 M
            694 C
            797 C
            798 M
            800 M
            835 P
            836 M
            838 P
            839 M
            850 A
            860 AM
            861 A
            865 AM
            866 A
            870 M
            889 P
            898 PM
            899 P
            967 H
            96799 S
            968 H
            969 G
            970 P
            979 PM
            980 P
            995 K
            99546 D
            99548 K
            """;
    private static final Map<Character, ZoneId> ZONES = Map.ofEntries(
            entry('E', ZoneId.of("America/New_York")),
            entry('C', ZoneId.of("America/Chicago")),
            entry('M', ZoneId.of("America/Denver")),
            entry('A', ZoneId.of("America/Phoenix")),
            entry('P', ZoneId.of("America/Los_Angeles")),
            entry('K', ZoneId.of("America/Anchorage")),
            entry('D', ZoneId.of("America/Adak")),
            entry('H', ZoneId.of("Pacific/Honolulu")),
            entry('G', ZoneId.of("Pacific/Guam")),
            entry('R', ZoneId.of("America/Puerto_Rico")),
            entry('S', ZoneId.of("Pacific/Pago_Pago")));
    private static final NavigableMap<String, Set<ZoneId>> TABLE = table();

    private ZipZones() {}

    /// Empty when the code says nothing.
    static Set<ZoneId> of(String postalCode) {
        if (!postalCode.matches("\\d{5}(-\\d{4})?")) {
            return Set.of();
        }
        Map.Entry<String, Set<ZoneId>> run = TABLE.floorEntry(postalCode.substring(0, 5));
        return run == null ? Set.of() : run.getValue();
    }

    private static NavigableMap<String, Set<ZoneId>> table() {
        NavigableMap<String, Set<ZoneId>> table = new TreeMap<>();
        for (String line : RUNS.strip().split("\n")) {
            int space = line.indexOf(' ');
            Set<ZoneId> zones = line.substring(space + 1)
                    .chars()
                    .mapToObj(letter -> Objects.requireNonNull(ZONES.get((char) letter), line))
                    .collect(Collectors.toUnmodifiableSet());
            table.put(line.substring(0, space), zones);
        }
        return table;
    }
}
