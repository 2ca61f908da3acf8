package io.throughline.platform.outreach;

import io.throughline.platform.outreach.ConsentEvent.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What a person asked for: the last entry of each kind in the ledger. An empty value takes a preference back.
///
/// @param place where the person said they are, while that lasts
record Preferences(
        Optional<Medium> channel, Optional<PreferredHours> hours, Optional<String> language, Optional<Place> place) {

    /// A statement such as "I am in Honolulu until the 20th".
    ///
    /// @param until its last day there; a statement without one lasts until the next
    record Place(ZoneId zone, Optional<LocalDate> until, Instant said, String source) {
        /// As it is kept: `Pacific/Honolulu` or `Pacific/Honolulu until 2026-06-20`.
        ///
        /// @throws java.time.DateTimeException if the zone or the day is none
        static Place parse(String value, Instant said, String source) {
            var parts = value.strip().split("\\s+until\\s+", 2);
            return new Place(
                    ZoneId.of(parts[0]),
                    parts.length == 2 ? Optional.of(LocalDate.parse(parts[1])) : Optional.empty(),
                    said,
                    source);
        }

        boolean lasts(Instant now) {
            return until.map(day -> !now.atZone(zone).toLocalDate().isAfter(day))
                    .orElse(true);
        }
    }

    static final Preferences NONE =
            new Preferences(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static Preferences of(List<ConsentEvent> events, String person, Instant now) {
        return new Preferences(
                last(events, person, Kind.PREFERS_CHANNEL).flatMap(event -> Medium.of(value(event))),
                last(events, person, Kind.PREFERS_HOURS).map(event -> PreferredHours.parse(value(event))),
                last(events, person, Kind.PREFERS_LANGUAGE).map(Preferences::value),
                last(events, person, Kind.IS_AT)
                        .map(event -> Place.parse(value(event), event.at(), event.source()))
                        .filter(place -> place.lasts(now)));
    }

    private static Optional<ConsentEvent> last(List<ConsentEvent> events, String person, Kind kind) {
        return events.stream()
                .filter(event -> event.kind() == kind && person.equals(event.person()))
                .max(Consent.ORDER)
                .filter(event -> !value(event).isEmpty());
    }

    private static String value(ConsentEvent event) {
        return event.value() == null ? "" : event.value();
    }
}
