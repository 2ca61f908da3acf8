package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.ConsentEvent.Kind;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.ContactRecord.Signal;
import io.throughline.platform.records.Portfolio;
import io.throughline.platform.records.Portfolio.Customer;
import io.throughline.policy.place.Places;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Puts the record of a person together from the ledger, the lists, the portfolio and what was sent and reported.
@Component
class KeptContactRecords implements ContactRecords {
    private final ContactMadeStore contacts;
    private final Consents consents;
    private final DoNotContactStore lists;
    private final Suppressions suppressions;
    private final Portfolio portfolio;
    private final InstantSource time;

    KeptContactRecords(
            ContactMadeStore contacts,
            Consents consents,
            DoNotContactStore lists,
            Suppressions suppressions,
            Portfolio portfolio,
            InstantSource time) {
        this.contacts = contacts;
        this.consents = consents;
        this.lists = lists;
        this.suppressions = suppressions;
        this.portfolio = portfolio;
        this.time = time;
    }

    @Override
    public ContactRecord of(String person, Instant since) {
        var now = time.instant();
        var customer = portfolio.customer(person);
        var phone = customer.flatMap(someone -> CaseContacts.address(someone, Channel.SMS));
        var email = customer.flatMap(someone -> CaseContacts.address(someone, Channel.EMAIL));
        var events = consents.history(
                person, Stream.of(phone, email).flatMap(Optional::stream).toList());
        var consent = new LinkedHashMap<String, Map<String, Object>>();
        phone.ifPresent(address -> {
            consent.put("sms", consent(events, person, Medium.SMS, address, customer.map(Customer::smsConsent)));
            consent.put("voice_auto", consent(events, person, Medium.VOICE_AUTO, address, Optional.empty()));
            suppressions
                    .reassigned(new Endpoint(Channel.SMS, address), events)
                    .ifPresent(answer -> consent.put("rnd", answer));
        });
        email.ifPresent(address -> consent.put(
                "email", consent(events, person, Medium.EMAIL, address, customer.map(Customer::emailConsent))));
        var wishes = Preferences.of(events, person, now);
        return new ContactRecord(
                person,
                now,
                contacts.since(person, since),
                consent,
                flags(events, person, wishes, phone, email),
                location(customer, wishes));
    }

    /// `given`, `revoked`, `basis` and the words' `source`, or `basis: none` where there is no consent.
    private static Map<String, Object> consent(
            List<ConsentEvent> events, String person, Medium medium, String address, Optional<Boolean> imported) {
        var state = new LinkedHashMap<String, Object>();
        var standing = Consent.of(events, person, medium, address, null);
        events.stream()
                .filter(event -> event.kind() == Kind.GIVEN && event.concerns(person, medium, address, event.purpose()))
                .max(Consent.ORDER)
                .ifPresent(given -> {
                    state.put("given", given.at().toString());
                    state.put("basis", given.basis() == null ? "express" : given.basis());
                    state.put("source", given.source());
                });
        if (state.isEmpty()) {
            state.put("basis", imported.orElse(false) ? "creditor_supplied" : "none");
        }
        if (standing.stoppedAt() != null) {
            state.put("revoked", standing.stoppedAt().toString());
        }
        state.put("endpoint", address);
        return state;
    }

    private Map<String, Object> flags(
            List<ConsentEvent> events,
            String person,
            Preferences wishes,
            Optional<String> phone,
            Optional<String> email) {
        var flags = new LinkedHashMap<String, Object>();
        var refused = Stream.of(Medium.values())
                .filter(medium -> Consent.of(events, person, medium, "", null).isStopped())
                .map(medium -> medium.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!refused.isEmpty()) {
            flags.put("medium_refused", refused);
        }
        var endpoints = new ArrayList<String>();
        phone.filter(it -> Consent.of(events, null, Medium.SMS, it, null).isStopped())
                .ifPresent(endpoints::add);
        email.filter(it -> Consent.of(events, null, Medium.EMAIL, it, null).isStopped())
                .ifPresent(endpoints::add);
        if (!endpoints.isEmpty()) {
            flags.put("refused_endpoints", endpoints);
        }
        wishes.hours()
                .ifPresent(hours -> flags.put(
                        "requested_windows",
                        hours.windows().stream()
                                .map(window -> Map.of(
                                        "from", window.opens().toString(),
                                        "to", window.closes().toString(),
                                        "days",
                                                hours.days().stream()
                                                        .sorted()
                                                        .map(Enum::name)
                                                        .toList()))
                                .toList()));
        wishes.channel().ifPresent(channel -> flags.put("preferred_channel", channel.word()));
        wishes.language().ifPresent(language -> flags.put("preferred_language", language));
        boolean listed = Stream.of(
                        phone.map(it -> new Endpoint(Channel.SMS, it)),
                        email.map(it -> new Endpoint(Channel.EMAIL, it)))
                .flatMap(Optional::stream)
                .anyMatch(endpoint -> !lists.listing(person, endpoint).isEmpty());
        flags.put("dnc_internal", listed);
        return flags;
    }

    private List<Signal> location(Optional<Customer> customer, Preferences wishes) {
        var signals = new ArrayList<Signal>();
        wishes.place()
                .ifPresent(place -> signals.add(new Signal(
                        "statement",
                        place.zone().getId(),
                        Set.of(place.zone()),
                        place.said(),
                        place.until().orElse(null),
                        place.source())));
        customer.map(Customer::postalCode)
                .ifPresent(zip -> signals.add(new Signal("zip", zip, zipZones(zip), null, null, "portfolio")));
        customer.flatMap(someone -> CaseContacts.address(someone, Channel.SMS))
                .ifPresent(phone ->
                        signals.add(new Signal("area_code", phone, areaZones(phone), null, null, "portfolio")));
        return List.copyOf(signals);
    }

    private static Set<ZoneId> zipZones(String zip) {
        return Places.tables().ofZip(zip).map(Places.Place::zones).orElse(Set.of());
    }

    private static Set<ZoneId> areaZones(String phone) {
        return Places.tables().ofAreaCode(phone).map(Places.Place::zones).orElse(Set.of());
    }
}
