package io.throughline.sandbox.agents;

import io.throughline.sandbox.portfolio.Customer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The exchange that rings the customer of a case. It knows the numbers of the made-up people; an agent only hears what
/// they say.
final class Telephone {
    private static final String NOBODY = "";
    private final DeskWire wire;
    private final Map<String, Customer> byAccount = new HashMap<>();
    private final Map<String, String> accounts = new ConcurrentHashMap<>();

    Telephone(DeskWire wire, Collection<Customer> customers) {
        this.wire = wire;
        customers.forEach(customer -> byAccount.put(customer.accountId(), customer));
    }

    /// Who answers when the customer of this case is called; empty if nobody made up has such an account.
    Optional<Caller> ring(String caseId) throws InterruptedException {
        var account = accounts.get(caseId);
        if (account == null) {
            var found = wire.asSystem("/api/v1/cases/" + caseId);
            if (!found.isOk()) {
                return Optional.empty();
            }
            account =
                    found.body().path("facts").path("trigger").path("accountId").asString(NOBODY);
            accounts.put(caseId, account);
        }
        return Optional.ofNullable(byAccount.get(account)).map(Caller::new);
    }
}
