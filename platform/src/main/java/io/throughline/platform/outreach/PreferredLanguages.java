package io.throughline.platform.outreach;

import io.throughline.platform.records.Portfolio;
import io.throughline.platform.records.Portfolio.Customer;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Languages from the consent ledger and the portfolio.
@Component
class PreferredLanguages implements Languages {
    private final Consents consents;
    private final Portfolio portfolio;
    private final InstantSource time;

    PreferredLanguages(Consents consents, Portfolio portfolio, InstantSource time) {
        this.consents = consents;
        this.portfolio = portfolio;
        this.time = time;
    }

    @Override
    public String of(@Nullable String customerId) {
        if (customerId == null) {
            return "en";
        }
        return Preferences.of(consents.history(customerId, List.of()), customerId, time.instant())
                .language()
                .or(() -> portfolio.customer(customerId).map(Customer::language))
                .orElse("en");
    }

    @Override
    public Map<String, String> ofAll(Collection<String> customerIds) {
        var people = List.copyOf(new LinkedHashSet<>(customerIds));
        if (people.size() < 2) {
            return Languages.super.ofAll(people);
        }
        var customers = portfolio.customers(people);
        var said = consents.eventsOf(people, List.of()).stream()
                .filter(event -> event.person() != null)
                .collect(Collectors.groupingBy(ConsentEvent::person));
        return people.stream()
                .collect(Collectors.toMap(
                        id -> id,
                        id -> Preferences.of(said.getOrDefault(id, List.of()), id, time.instant())
                                .language()
                                .or(() -> Optional.ofNullable(customers.get(id)).map(Customer::language))
                                .orElse("en")));
    }
}
