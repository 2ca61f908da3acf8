package io.throughline.sandbox.agents;

import io.throughline.sandbox.portfolio.Customer;

/// Whoever is at the other end of the line: says what one knows about oneself when asked.
record Caller(Customer customer) {
    String dateOfBirth() {
        return customer.dateOfBirth().toString();
    }

    String postalCode() {
        return customer.postalCode();
    }
}
