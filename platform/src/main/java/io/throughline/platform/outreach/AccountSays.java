package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Preferences.Place;
import io.throughline.platform.records.Portfolio.Customer;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a person said about being reached, in the words of the group `account` of the fact model.
final class AccountSays {
    private AccountSays() {}

    static Map<String, Object> of(
            List<ConsentEvent> events, @Nullable String person, Preferences wishes, Optional<Customer> customer) {
        var facts = new LinkedHashMap<String, Object>();
        var refused = Arrays.stream(Medium.values())
                .filter(medium -> Consent.of(events, person, medium, "", null).isStopped())
                .map(AccountSays::word)
                .toList();
        if (!refused.isEmpty()) {
            facts.put("medium_refused", refused);
        }
        wishes.hours().ifPresent(hours -> {
            facts.put("inconvenient_windows", closed(hours));
            facts.put("inconvenient_days", others(hours));
        });
        wishes.channel().ifPresent(channel -> facts.put("preferred_channel", word(channel)));
        wishes.place().ifPresent(place -> facts.put("current_location", whereabouts(place)));
        customer.map(Customer::dateOfBirth).ifPresent(born -> facts.put("birth_date", born));
        return facts;
    }

    private static String word(Medium medium) {
        return medium == Medium.VOICE_AUTO ? "voice_prerecorded" : medium.word();
    }

    /// Times that a person did not name are inconvenient (12 CFR 1006.6(b)(1)(i)).
    private static List<Map<String, Object>> closed(PreferredHours hours) {
        var closed = new ArrayList<Map<String, Object>>();
        var from = LocalTime.MIDNIGHT;
        for (var window : hours.windows()) {
            if (from.isBefore(window.opens())) {
                closed.add(Map.of("from", from.toString(), "to", window.opens().toString()));
            }
            from = window.closes();
        }
        if (!from.equals(LocalTime.MIDNIGHT)) {
            closed.add(Map.of("from", from.toString(), "to", "24:00"));
        }
        return closed;
    }

    private static List<String> others(PreferredHours hours) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> !hours.days().contains(day))
                .map(Enum::name)
                .toList();
    }

    private static Map<String, Object> whereabouts(Place place) {
        var said = new LinkedHashMap<String, Object>();
        said.put("zone", place.zone().getId());
        said.put("said", place.said().atZone(place.zone()).toLocalDate());
        place.until().ifPresent(day -> said.put("until", day));
        return said;
    }
}
