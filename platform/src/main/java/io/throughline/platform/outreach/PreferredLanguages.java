package io.throughline.platform.outreach;

import io.throughline.platform.records.Portfolio;
import io.throughline.platform.records.Portfolio.Customer;
import java.time.InstantSource;
import java.util.List;
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
}
