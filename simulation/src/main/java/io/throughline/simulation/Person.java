package io.throughline.simulation;

import io.throughline.platform.records.Portfolio.Customer;
import java.time.ZoneId;
import java.util.Set;

/// Somebody with an account.
///
/// @param zones where they may be, as the world knows it; an odd phone and postal code make it two
record Person(Customer customer, Set<ZoneId> zones) {
    String id() {
        return customer.id();
    }
}
