package io.throughline.platform.records;

import java.time.LocalDate;
import java.util.List;
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

    /// The same from behind the account `after` on, in the order of ids, those that owe something; `""` begins at the
    /// first.
    default List<Account> owingWhere(String condition, String after, int atMost) {
        try (var accounts = accountsWhere(condition)) {
            return accounts.filter(account -> account.id().compareTo(after) > 0 && account.balanceMinor() > 0)
                    .limit(atMost)
                    .toList();
        }
    }

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
