package io.throughline.platform.outreach;

import io.swagger.v3.oas.annotations.Operation;
import io.throughline.engine.By.Channel;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.records.Portfolio;
import io.throughline.platform.records.Portfolio.Customer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// A person's consent: how it stands, and every word it came from.
@RestController
class ConsentController {
    private final Consents consents;
    private final StopContacts stops;
    private final DoNotContactStore lists;
    private final Portfolio portfolio;
    private final InstantSource time;

    ConsentController(
            Consents consents, StopContacts stops, DoNotContactStore lists, Portfolio portfolio, InstantSource time) {
        this.consents = consents;
        this.stops = stops;
        this.lists = lists;
        this.portfolio = portfolio;
        this.time = time;
    }

    /// The answer about a person.
    record Told(
            String person,
            List<Standing> standing,
            Wishes preferences,
            List<Listed> doNotContact,
            List<Said> history) {}

    /// How one way to reach them stands: `stopped`, `consented` or `no-consent`.
    record Standing(
            String medium,
            String address,
            String state,
            @Nullable Instant since,
            boolean confirmed,
            String from) {}

    record Wishes(
            @Nullable String channel,
            @Nullable String hours,
            String language,
            @Nullable String place) {}

    record Listed(String list, String value, boolean listed, String reason, String source, long line, Instant at) {}

    record Said(
            Instant at,
            Instant recorded,
            String kind,
            @Nullable String medium,
            @Nullable String address,
            @Nullable String purpose,
            @Nullable String basis,
            @Nullable String value,
            @Nullable String words,
            String source,
            String by,
            @Nullable String contact) {}

    @GetMapping("/api/v1/customers/{id}/consent")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "How a person's consent stands, and how it came to be",
            description = "Every entry of the ledger with the words used, the source and the time, oldest first.")
    Told show(@PathVariable("id") String id) {
        var customer = portfolio.customer(id);
        var history = consents.history(id, addresses(customer));
        if (customer.isEmpty() && history.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.NOT_FOUND,
                    "consent.person",
                    "There is no person " + id + ". Give the customer_id of the portfolio, such as C-0000001.");
        }
        return told(id, customer, history);
    }

    @PostMapping("/api/v1/customers/{id}/consent")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Write down what a person said about contact",
            description =
                    "Consent, a stop, a preference, with the words and the source. It holds before this answers: nothing is"
                            + " claimed afterwards that it forbids. Entries are never changed; write a further one.")
    Told record(@PathVariable("id") String id, @RequestBody ConsentRequest request) {
        if (portfolio.customer(id).isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.NOT_FOUND,
                    "consent.person",
                    "There is no person " + id + " in the portfolio; nothing was written.");
        }
        stops.record(request.event(id, time.instant()));
        return show(id);
    }

    private Told told(String id, Optional<Customer> customer, List<ConsentEvent> history) {
        var wishes = Preferences.of(history, id, time.instant());
        return new Told(
                id,
                customer.map(someone -> standing(someone, history)).orElse(List.of()),
                new Wishes(
                        wishes.channel().map(Medium::word).orElse(null),
                        wishes.hours().map(PreferredHours::text).orElse(null),
                        wishes.language()
                                .or(() -> customer.map(Customer::language))
                                .orElse("en"),
                        wishes.place().map(place -> place.zone().getId()).orElse(null)),
                lists.entries(values(id, customer)).stream()
                        .map(entry -> new Listed(
                                entry.list(),
                                entry.value(),
                                entry.listed(),
                                entry.reason(),
                                entry.source(),
                                entry.line(),
                                entry.recordedAt()))
                        .toList(),
                history.stream().map(ConsentController::said).toList());
    }

    private static List<Standing> standing(Customer customer, List<ConsentEvent> history) {
        var standing = new ArrayList<Standing>();
        CaseContacts.address(customer, Channel.SMS).ifPresent(phone -> {
            standing.add(standing(customer, history, Medium.SMS, phone, customer.smsConsent()));
            standing.add(standing(customer, history, Medium.VOICE, phone, false));
        });
        CaseContacts.address(customer, Channel.EMAIL)
                .ifPresent(email ->
                        standing.add(standing(customer, history, Medium.EMAIL, email, customer.emailConsent())));
        return standing;
    }

    private static Standing standing(
            Customer customer, List<ConsentEvent> history, Medium medium, String address, boolean imported) {
        var consent = Consent.of(history, customer.id(), medium, address, null);
        var state = consent.isStopped() ? "stopped" : consent.given() || imported ? "consented" : "no-consent";
        var from = consent.isStopped() || consent.given() ? "ledger" : "portfolio";
        return new Standing(medium.word(), address, state, consent.stoppedAt(), consent.confirmed(), from);
    }

    private static Said said(ConsentEvent event) {
        return new Said(
                event.at(),
                event.recordedAt(),
                event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                event.medium() == null ? null : event.medium().word(),
                event.address(),
                event.purpose(),
                event.basis(),
                event.value(),
                event.words(),
                event.source(),
                event.recordedBy(),
                event.contactId());
    }

    private static List<String> values(String id, Optional<Customer> customer) {
        var values = new ArrayList<>(addresses(customer));
        values.add(id);
        return values;
    }

    private static List<String> addresses(Optional<Customer> customer) {
        var addresses = new ArrayList<String>();
        customer.flatMap(someone -> CaseContacts.address(someone, Channel.SMS)).ifPresent(addresses::add);
        customer.flatMap(someone -> CaseContacts.address(someone, Channel.EMAIL))
                .ifPresent(addresses::add);
        return addresses;
    }
}
