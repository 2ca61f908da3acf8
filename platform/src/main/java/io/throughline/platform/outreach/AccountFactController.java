package io.throughline.platform.outreach;

import io.swagger.v3.oas.annotations.Operation;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.policies.Laws;
import io.throughline.platform.records.AccountFactStore;
import io.throughline.platform.records.AccountFacts;
import io.throughline.platform.records.Portfolio;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// What the policy packs get to know of a person and their accounts: a bankruptcy, an attorney, a notice to cease …
@RestController
class AccountFactController {
    private final AccountFactStore facts;
    private final Portfolio portfolio;
    private final Consents consents;
    private final Laws laws;
    private final TransactionTemplate transactions;
    private final InstantSource time;

    AccountFactController(
            AccountFactStore facts,
            Portfolio portfolio,
            Consents consents,
            Laws laws,
            TransactionTemplate transactions,
            InstantSource time) {
        this.facts = facts;
        this.portfolio = portfolio;
        this.consents = consents;
        this.laws = laws;
        this.transactions = transactions;
        this.time = time;
    }

    /// @param account the account they are about; absent: the person
    /// @param facts by the names of the group `account` of the fact model, and `state`; a null takes one back
    record Said(
            @Nullable String account,
            @Nullable Map<String, @Nullable Object> facts,
            @Nullable String source,
            @Nullable String by) {}

    @GetMapping("/api/v1/customers/{id}/facts")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "What the policy packs know of a person, with where it came from")
    List<AccountFactStore.Entry> all(@PathVariable("id") String id) {
        known(id, null);
        return facts.entries(id);
    }

    @PostMapping("/api/v1/customers/{id}/facts")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Say what is so of a person or an account",
            description =
                    "Such as {\"facts\": {\"bankruptcy\": {\"filed\": \"2026-10-01\"}}}. Counts before the next message is"
                            + " claimed. Entries are added, never changed.")
    List<AccountFactStore.Entry> say(@PathVariable("id") String id, @RequestBody Said said) {
        known(id, said.account());
        var values = said.facts() == null ? Map.<String, @Nullable Object>of() : said.facts();
        var source = said.source();
        var by = said.by();
        if (values.isEmpty() || source == null || by == null) {
            throw bad("Give \"facts\", the \"source\" they come from, and \"by\", who says so.");
        }
        checked(values);
        transactions.executeWithoutResult(_ -> {
            consents.lockPerson(id);
            facts.add(id, said.account(), values, source, time.instant(), by);
        });
        return facts.entries(id);
    }

    private void checked(Map<String, @Nullable Object> values) {
        var law = laws.law()
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "policy.none",
                        "No policy pack is loaded: nothing can be checked."));
        var wrong = new AccountFacts(law.situations()).wrong(values);
        if (!wrong.isEmpty()) {
            throw bad(String.join("; ", wrong));
        }
    }

    private void known(String person, @Nullable String account) {
        if (portfolio.customer(person).isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.NOT_FOUND, "contact.person", "There is no person " + person + " in the portfolio.");
        }
        if (account != null
                && portfolio
                        .account(account)
                        .filter(one -> one.customerId().equals(person))
                        .isEmpty()) {
            throw new ApiProblem(HttpStatus.NOT_FOUND, "contact.account", person + " has no account " + account + ".");
        }
    }

    private static ApiProblem bad(String detail) {
        return new ApiProblem(HttpStatus.UNPROCESSABLE_CONTENT, "policy.facts", detail);
    }
}
