package io.throughline.platform.records;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /// Of these accounts those that owe something and for which the condition holds.
    default List<Account> owingAmong(String condition, Collection<String> ids) {
        try (var accounts = accountsWhere(condition)) {
            return accounts.filter(account -> ids.contains(account.id()) && account.balanceMinor() > 0)
                    .toList();
        }
    }

    /// Customers by id; those that are not there are left out.
    default Map<String, Customer> customers(Collection<String> ids) {
        var found = new LinkedHashMap<String, Customer>();
        ids.forEach(id -> customer(id).ifPresent(customer -> found.put(id, customer)));
        return found;
    }

    /// What is known of these customers and their accounts beside this, by the names of the policy packs' fact model.
    default Map<String, KnownFacts> facts(Collection<String> customerIds) {
        return Map.of();
    }

    /// Facts of the group `account`, and `state`, the residence.
    ///
    /// @param ofPerson that hold for every account
    /// @param ofAccount by account
    record KnownFacts(Map<String, Object> ofPerson, Map<String, Map<String, Object>> ofAccount) {
        public static final KnownFacts NONE = new KnownFacts(Map.of(), Map.of());

        /// Those that bear on an account, what was said of the account itself before what was said of the person.
        public Map<String, Object> about(@Nullable String account) {
            var facts = new LinkedHashMap<>(ofPerson);
            if (account != null) {
                facts.putAll(ofAccount.getOrDefault(account, Map.of()));
            }
            return facts;
        }

        @Override
        public String toString() {
            return "KnownFacts[" + ofPerson.keySet() + "]";
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
