package io.throughline.platform.desk;

import io.throughline.engine.CaseState;
import io.throughline.platform.records.Portfolio;
import io.throughline.platform.records.Portfolio.Customer;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Whose case it is.
@Component
class Customers {
    private final Portfolio portfolio;

    Customers(Portfolio portfolio) {
        this.portfolio = portfolio;
    }

    /// As far as the case itself knows.
    static Optional<String> idOf(CaseState state) {
        return Stream.of("account.customerId", "customer.id", "trigger.customerId")
                .map(state::fact)
                .flatMap(Optional::stream)
                .map(Object::toString)
                .findFirst();
    }

    Optional<Customer> of(CaseState state) {
        return idOf(state)
                .or(() -> state.fact("trigger.accountId")
                        .flatMap(account -> portfolio.account(account.toString()))
                        .map(Portfolio.Account::customerId))
                .flatMap(portfolio::customer);
    }
}
