package io.throughline.platform.records;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The customers and accounts that were imported.
public interface Portfolio {
    Optional<Customer> customer(String customerId);

    Optional<Customer> customerByPhone(String e164);

    Optional<Account> account(String accountId);

    /// Accounts for which a CEL condition over `account` and `customer` facts holds, streamed. Close the
    /// stream.
    Stream<Account> accountsWhere(String condition);

    /// A person. Printing it shows only the id.
    record Customer(
            String id,
            String firstName,
            String lastName,
            @Nullable LocalDate dateOfBirth,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String postalCode,
            String language,
            boolean smsConsent,
            boolean emailConsent) {
        @Override
        public String toString() {
            return "Customer[" + id + "]";
        }
    }

    record Account(
            String id,
            String customerId,
            String creditor,
            @Nullable String originalCreditor,
            String currency,
            long balanceMinor,
            LocalDate dueDate,
            int brokenPromises,
            String product) {}
}
