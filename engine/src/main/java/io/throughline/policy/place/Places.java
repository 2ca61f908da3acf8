package io.throughline.policy.place;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables that tell a place's zones and state: `zip-zones.csv` and `area-codes.csv` beside this
/// class, which say where they come from. A place that lies on a zone line has every zone it may be in.
public final class Places {
    private static final Pattern LONG_ZIP = Pattern.compile("\\d{5}-?\\d{4}");
    private static final Places TABLES = new Places();

    /// What a code tells.
    ///
    /// @param state postal code of the state; empty outside the United States, or where the code spans
    ///     several
    /// @param zones empty if the code lies nowhere, as a toll-free number does
    public record Place(String state, Set<ZoneId> zones) {}

    private final Map<String, Place> byZip = new HashMap<>();
    private final Map<String, Place> byAreaCode = new HashMap<>();
    /// Countries without a table of their own; where a country has several zones, all of them.
    private static final Map<String, Set<ZoneId>> BY_COUNTRY = countries();

    private Places() {
        read("zip-zones.csv", cells -> byZip.put(cells[0], place(cells[1], cells[2])));
        read("area-codes.csv", cells -> byAreaCode.put(cells[0], place(cells[2], cells[3])));
    }

    public static Places tables() {
        return TABLES;
    }

    /// The place of a five-digit ZIP, with or without its last four digits; else that of its first three.
    public Optional<Place> ofZip(String zip) {
        if (zip.isEmpty()) {
            return Optional.empty();
        }
        var place = byZip.get(zip);
        if (place != null && zip.length() == 5) {
            return Optional.of(place);
        }
        var digits = zip.strip();
        if (!isZip(digits)) {
            return Optional.empty();
        }
        var exact = byZip.get(digits.substring(0, 5));
        return Optional.ofNullable(exact != null ? exact : byZip.get(digits.substring(0, 3)));
    }

    private static boolean isZip(String text) {
        if (text.length() != 5) {
            return LONG_ZIP.matcher(text).matches();
        }
        for (int i = 0; i < 5; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /// The place of an area code, or of the area code a ten-digit number starts with.
    public Optional<Place> ofAreaCode(String number) {
        var place = number.length() == 3 ? byAreaCode.get(number) : null;
        if (place != null) {
            return Optional.of(place);
        }
        var digits = number.replaceAll("\\D", "");
        var national = digits.length() == 11 && digits.startsWith("1") ? digits.substring(1) : digits;
        return national.length() < 3 ? Optional.empty() : Optional.ofNullable(byAreaCode.get(national.substring(0, 3)));
    }

    /// An area code that lies in that zone and in no other, the first by number.
    public Optional<String> areaCodeOf(ZoneId zone) {
        return byAreaCode.entrySet().stream()
                .filter(entry -> entry.getValue().zones().equals(Set.of(zone)))
                .map(Map.Entry::getKey)
                .min(java.util.Comparator.naturalOrder());
    }

    /// Postal codes of the states and territories of the United States, in order.
    public SortedSet<String> states() {
        return byZip.values().stream()
                .map(Place::state)
                .filter(state -> !state.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The zones of a country by ISO code, `GB-ENG` and the like included; empty if we have none for it.
    public Set<ZoneId> ofCountry(String code) {
        return BY_COUNTRY.getOrDefault(code.length() > 2 ? code.substring(0, 2) : code, Set.of());
    }

    private static Place place(String state, String zones) {
        return new Place(state.contains("|") ? "" : state, zones(zones));
    }

    private static Set<ZoneId> zones(String ids) {
        return Stream.of(ids.split(" "))
                .filter(id -> !id.isEmpty())
                .map(ZoneId::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, Set<ZoneId>> countries() {
        var zones = new HashMap<String, Set<ZoneId>>();
        for (var line : """
                GB Europe/London
                IE Europe/Dublin
                DE Europe/Berlin
                FR Europe/Paris
                NL Europe/Amsterdam
                BE Europe/Brussels
                LU Europe/Luxembourg
                AT Europe/Vienna
                IT Europe/Rome
                ES Europe/Madrid Atlantic/Canary
                PT Europe/Lisbon Atlantic/Azores
                PL Europe/Warsaw
                CZ Europe/Prague
                SK Europe/Bratislava
                HU Europe/Budapest
                SI Europe/Ljubljana
                HR Europe/Zagreb
                DK Europe/Copenhagen
                SE Europe/Stockholm
                FI Europe/Helsinki
                EE Europe/Tallinn
                LV Europe/Riga
                LT Europe/Vilnius
                GR Europe/Athens
                CY Asia/Nicosia
                MT Europe/Malta
                RO Europe/Bucharest
                BG Europe/Sofia
                """.lines().toList()) {
            var cells = line.split(" ", 2);
            zones.put(cells[0], zones(cells[1]));
        }
        return Map.copyOf(zones);
    }

    private interface Row {
        void add(String[] cells);
    }

    private static void read(String file, Row table) {
        try (var in = Objects.requireNonNull(Places.class.getResourceAsStream(file), file);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .peek(cells -> requireCells(file, cells))
                    .forEach(table::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireCells(String file, String[] cells) {
        if (cells.length < 3) {
            throw new IllegalStateException(file + " has a broken row: " + Arrays.toString(cells));
        }
    }
}
