package io.throughline.platform.outreach;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Where a customer's clock may stand, from postal code and phone number (geo.resolve). Signals that
/// disagree are all
/// kept, so that the window is their intersection; a number that spans several zones is first narrowed
/// to what it shares
/// with the postal code.
@Component
class ConsumerZones {
    /// Numbers that lie nowhere.
    private static final Set<PhoneNumberType> NOWHERE = EnumSet.of(
            PhoneNumberType.TOLL_FREE,
            PhoneNumberType.PREMIUM_RATE,
            PhoneNumberType.SHARED_COST,
            PhoneNumberType.VOIP,
            PhoneNumberType.PERSONAL_NUMBER,
            PhoneNumberType.PAGER,
            PhoneNumberType.UAN,
            PhoneNumberType.VOICEMAIL,
            PhoneNumberType.UNKNOWN);

    private final Map<String, Set<ZoneId>> byPostalPrefix = read();

    /// All zones the customer may be in; empty if nothing tells, or if the postal code is one that
    /// tells that nothing can
    /// be told (military).
    Set<ZoneId> of(@Nullable String phone, @Nullable String postalCode) {
        var byPhone = ofPhone(phone);
        var byPostalCode = ofPostalCode(postalCode);
        if (byPostalCode.isEmpty()) {
            return byPhone;
        }
        var postal = byPostalCode.get();
        if (postal.isEmpty()) {
            return Set.of();
        }
        if (byPhone.size() > 1) {
            var shared = byPhone.stream().filter(postal::contains).collect(Collectors.toSet());
            return shared.isEmpty() ? union(postal, byPhone) : union(postal, shared);
        }
        return union(postal, byPhone);
    }

    private static Set<ZoneId> ofPhone(@Nullable String phone) {
        if (phone == null) {
            return Set.of();
        }
        try {
            var numbers = PhoneNumberUtil.getInstance();
            var number = numbers.parse(phone, "US");
            if (NOWHERE.contains(numbers.getNumberType(number))) {
                return Set.of();
            }
            return PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForNumber(number).stream()
                    .filter(id -> !id.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone()))
                    .map(ZoneId::of)
                    .collect(Collectors.toSet());
        } catch (NumberParseException e) {
            return Set.of();
        }
    }

    private Optional<Set<ZoneId>> ofPostalCode(@Nullable String postalCode) {
        if (postalCode == null || !postalCode.strip().matches("\\d{5}(-?\\d{4})?")) {
            return Optional.empty();
        }
        var digits = postalCode.strip();
        return Stream.of(5, 4, 3)
                .map(length -> byPostalPrefix.get(digits.substring(0, length)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Set<ZoneId> union(Set<ZoneId> some, Set<ZoneId> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    /// The prefixes of the table, for its test.
    Set<String> prefixes() {
        return new TreeSet<>(byPostalPrefix.keySet());
    }

    private static Map<String, Set<ZoneId>> read() {
        var table = new HashMap<String, Set<ZoneId>>();
        try (var in = Objects.requireNonNull(
                        ConsumerZones.class.getResourceAsStream("postal-zones.csv"), "postal-zones.csv");
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("prefix,"))
                    .forEach(line -> {
                        var cells = line.split(",", -1);
                        table.put(
                                cells[0],
                                Stream.of(cells[2].split(" "))
                                        .filter(id -> !id.isEmpty())
                                        .map(ZoneId::of)
                                        .collect(Collectors.toUnmodifiableSet()));
                    });
            return Map.copyOf(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
