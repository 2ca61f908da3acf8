package io.throughline.sandbox.crowd;

import io.throughline.sandbox.portfolio.Customer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What must not be said about a person before they have shown who they are: balance, creditors, last name,
/// account.
final class PersonalFacts {
    private record Fact(String name, Pattern pattern) {}

    private final List<Fact> facts;

    PersonalFacts(Customer customer) {
        String amount = Pattern.quote(customer.balance().toPlainString());
        facts = List.of(
                new Fact("balance", Pattern.compile("(?<![\\d.])" + amount + "(?!\\d)")),
                new Fact("creditor", words(customer.creditor())),
                new Fact("creditor", words(customer.originalCreditor())),
                new Fact("lastName", words(customer.lastName())),
                new Fact("account", Pattern.compile(Pattern.quote(customer.accountId()))));
    }

    /// The name of the first fact found, never the fact.
    Optional<String> in(String text) {
        String plain = text.replaceAll("(?<=\\d)[,\u00a0](?=\\d{3})", "");
        return facts.stream()
                .filter(f -> f.pattern().matcher(plain).find())
                .map(Fact::name)
                .findFirst();
    }

    private static Pattern words(String words) {
        if (words.isBlank()) {
            return Pattern.compile("(?!)");
        }
        return Pattern.compile("(?<![\\p{L}])" + Pattern.quote(words) + "(?![\\p{L}])");
    }
}
