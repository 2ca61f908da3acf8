package io.throughline.sandbox.crowd;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.throughline.sandbox.portfolio.Customer;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The hours in which a person may be contacted, by every sign of where they may be: 08:00 up to 21:00 in all
/// the zones of the postal code and of the area code. Where an area code spans several zones and the postal code
/// fits some of them, only these count: the address is the more precise of two signs that agree.
final class ContactHours {
    private static final LocalTime FROM = LocalTime.of(8, 0);
    private static final LocalTime TO = LocalTime.of(21, 0);

    /// Area codes with a corner on Mountain time that the library leaves out (Malheur County, Oregon).
    private static final Set<Long> ALSO_MOUNTAIN = Set.of(458L, 541L);

    private ContactHours() {}

    /// A zone in which this moment lies outside the hours.
    static Optional<ZoneId> violated(Customer customer, Instant moment) {
        return zones(customer, moment).stream()
                .filter(zone -> !inside(LocalTime.ofInstant(moment, zone)))
                .findFirst();
    }

    private static boolean inside(LocalTime local) {
        return !local.isBefore(FROM) && local.isBefore(TO);
    }

    /// Zones are alike when their clocks show the same at this moment: a postal table says Denver where a numbering
    /// plan says Boise.
    static List<ZoneId> zones(Customer customer, Instant moment) {
        Map<ZoneOffset, ZoneId> byAddress = byClock(ZipZones.of(customer.postalCode()), moment);
        Map<ZoneOffset, ZoneId> byNumber = byClock(ofNumber(customer.phone()), moment);
        if (byNumber.size() > 1 && byNumber.keySet().stream().anyMatch(byAddress::containsKey)) {
            byNumber.keySet().retainAll(byAddress.keySet());
        }
        byNumber.putAll(byAddress);
        return List.copyOf(byNumber.values());
    }

    private static Map<ZoneOffset, ZoneId> byClock(Collection<ZoneId> zones, Instant moment) {
        Map<ZoneOffset, ZoneId> byClock = new TreeMap<>();
        zones.forEach(zone -> byClock.put(zone.getRules().getOffset(moment), zone));
        return byClock;
    }

    /// By the area code alone, as the rule has it: the library knows exchanges as well, and would take 208-556 for the
    /// north of Idaho. 555 is an exchange of every area code and of no town.
    private static Set<ZoneId> ofNumber(String phone) {
        try {
            var number = PhoneNumberUtil.getInstance().parse(phone, "US");
            if (number.getCountryCode() == 1) {
                number.setNationalNumber(number.getNationalNumber() / 10_000_000 * 10_000_000 + 555_0100);
            }
            var zones = PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForGeographicalNumber(number).stream()
                    .filter(id -> !id.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone()))
                    .map(ZoneId::of)
                    .collect(Collectors.toSet());
            if (number.getCountryCode() == 1 && ALSO_MOUNTAIN.contains(number.getNationalNumber() / 10_000_000)) {
                zones.add(ZoneId.of("America/Boise"));
            }
            return zones;
        } catch (NumberParseException _) {
            return Set.of(); // a number that is none says nothing about where its owner is
        }
    }
}
