package io.throughline.sandbox.crowd;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.throughline.sandbox.portfolio.Customer;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The hours in which a person may be contacted, by every sign of where they may be: 08:00 up to 21:00 in all
/// the zones of the postal code and of the area code.
final class ContactHours {
    private static final LocalTime FROM = LocalTime.of(8, 0);
    private static final LocalTime TO = LocalTime.of(21, 0);

    private ContactHours() {}

    /// A zone in which this moment lies outside the hours.
    static Optional<ZoneId> violated(Customer customer, Instant moment) {
        return zones(customer).stream()
                .map(ZoneId::of)
                .filter(zone -> !inside(LocalTime.ofInstant(moment, zone)))
                .findFirst();
    }

    private static boolean inside(LocalTime local) {
        return !local.isBefore(FROM) && local.isBefore(TO);
    }

    static Set<String> zones(Customer customer) {
        Set<String> zones = ZipZones.of(customer.postalCode()).stream()
                .map(ZoneId::getId)
                .collect(Collectors.toCollection(TreeSet::new));
        try {
            var number = PhoneNumberUtil.getInstance().parse(customer.phone(), "US");
            zones.addAll(PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForGeographicalNumber(number));
        } catch (NumberParseException _) {
            // a number that is none says nothing about where its owner is
        }
        zones.remove(PhoneNumberToTimeZonesMapper.getUnknownTimeZone());
        return zones;
    }
}
