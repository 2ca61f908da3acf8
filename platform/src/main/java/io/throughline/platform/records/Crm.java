package io.throughline.platform.records;

import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Component;

/// The customers of the portfolio, as a system of record that is only read.
@Component
class Crm implements SystemOfRecord {
    private final Portfolio portfolio;
    private final InstantSource time;

    Crm(Portfolio portfolio, InstantSource time) {
        this.portfolio = portfolio;
        this.time = time;
    }

    @Override
    public String name() {
        return "crm";
    }

    @Override
    public Reading read(String read, String key) {
        return portfolio
                .customer(key)
                .<Reading>map(customer -> new Reading.Found(
                        Map.of(
                                "id", customer.id(),
                                "firstName", customer.firstName(),
                                "lastName", customer.lastName(),
                                "language", customer.language()),
                        time.instant()))
                .orElseGet(() -> new Reading.Missing("the portfolio has no customer " + key));
    }

    @Override
    public Posting post(String operation, Map<String, Object> values, String key) {
        return new Posting.Rejected("operation-unknown", "the portfolio is only read");
    }

    @Override
    public Lookup lookUp(String key) {
        return new Lookup.Absent();
    }
}
