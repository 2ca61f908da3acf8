package io.throughline.platform.outreach;

import io.swagger.v3.oas.annotations.Operation;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.records.Portfolio;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What is known of contact with a person.
@RestController
class ContactRecordController {
    /// As far back as any rule of the catalogue counts attempts.
    private static final Duration LOOK_BACK = Duration.ofDays(40);

    private final ContactRecords records;
    private final ContactMadeStore contacts;
    private final Consents consents;
    private final Portfolio portfolio;
    private final DecisionStore decisions;
    private final TransactionTemplate transactions;
    private final InstantSource time;

    ContactRecordController(
            ContactRecords records,
            ContactMadeStore contacts,
            Consents consents,
            Portfolio portfolio,
            DecisionStore decisions,
            TransactionTemplate transactions,
            InstantSource time) {
        this.records = records;
        this.contacts = contacts;
        this.consents = consents;
        this.portfolio = portfolio;
        this.decisions = decisions;
        this.transactions = transactions;
        this.time = time;
    }

    @GetMapping("/api/v1/customers/{id}/contacts")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "What is known of contact with a person",
            description =
                    "Attempts and conversations on every channel with the debts they were about, consent, refusals, and the"
                            + " signs of where the person is; by the words of the compliance cases. \"not_sent\" has the"
                            + " messages that the policy packs held: why, until when, by which rule and citation.")
    Map<String, Object> show(
            @PathVariable("id") String id, @RequestParam(name = "since", required = false) @Nullable Instant since) {
        known(id);
        var from = since == null ? time.instant().minus(LOOK_BACK) : since;
        var told = new LinkedHashMap<>(records.of(id, from).facts());
        told.put("not_sent", decisions.notSent(id, from));
        return told;
    }

    @PostMapping("/api/v1/customers/{id}/contacts")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Report a contact that another system made",
            description = "A call, a letter, a visit: it counts in every rule that counts attempts. Never changed.")
    Map<String, Object> report(@PathVariable("id") String id, @RequestBody ContactReport.Body body) {
        known(id);
        var now = time.instant();
        var report = ContactReport.of(body, now);
        transactions.executeWithoutResult(_ -> {
            consents.lockPerson(id);
            contacts.add(id, report, now);
        });
        return records.of(id, now.minus(LOOK_BACK)).facts();
    }

    private void known(String id) {
        if (portfolio.customer(id).isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.NOT_FOUND, "contact.person", "There is no person " + id + " in the portfolio.");
        }
    }
}
