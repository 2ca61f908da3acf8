package io.throughline.platform.campaigns;

import io.throughline.platform.records.Portfolio;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// So many accounts, all alike: ...
final class CountedAccounts implements Portfolio {
    final Set<String> paid = new HashSet<>();
    int count;

    CountedAccounts(int count) {
        this.count = count;
    }

    @Override
    public Optional<Customer> customer(String customerId) {
        return Optional.empty();
    }

    @Override
    public Optional<Customer> customerByPhone(String e164) {
        return Optional.empty();
    }

    @Override
    public Optional<Account> account(String accountId) {
        return Optional.empty();
    }

    @Override
    public Stream<Account> accountsWhere(String condition) {
        var form = count > 1_000 ? "A-%05d" : "A-%03d";
        return IntStream.range(0, count)
                .mapToObj(number -> new Account(
                        form.formatted(number),
                        "C-" + number,
                        "Harbor Bank",
                        null,
                        "USD",
                        paid.contains(form.formatted(number)) ? 0 : 100,
                        LocalDate.of(2026, 10, 1),
                        0,
                        "card"));
    }
}
