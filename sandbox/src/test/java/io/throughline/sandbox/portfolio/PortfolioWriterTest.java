package io.throughline.sandbox.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PortfolioWriterTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Test
    void the_sample_in_the_repository_is_what_the_generator_writes() throws IOException {
        Path sample = Path.of("..", "workflows", "collections", "sample-portfolio.csv");
        assertThat(Files.readString(sample)).isEqualTo(portfolio(600, 7));
    }

    @Test
    void another_seed_gives_other_people() {
        assertThat(portfolio(50, 8)).isNotEqualTo(portfolio(50, 7));
    }

    @Test
    void a_longer_portfolio_begins_with_the_shorter_one() {
        assertThat(portfolio(80, 7)).startsWith(portfolio(40, 7));
    }

    @Test
    void every_number_is_possible_and_belongs_to_one_customer_even_among_many() throws Exception {
        List<Customer> customers = PortfolioReader.read(new StringReader(portfolio(60_000, 7)));
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        for (Customer customer : customers.subList(0, 3_000)) {
            assertThat(phones.isPossibleNumber(phones.parse(customer.phone(), "US")))
                    .isTrue();
        }
        assertThat(customers.stream().map(Customer::phone).distinct()).hasSize(60_000);
        assertThat(customers.stream().map(Customer::accountId).distinct()).hasSize(60_000);
        assertThat(customers.stream()
                        .map(Customer::email)
                        .filter(e -> !e.isEmpty())
                        .distinct()
                        .count())
                .isEqualTo(customers.stream().filter(c -> !c.email().isEmpty()).count());
    }

    @Test
    void the_mix_is_what_a_contact_centre_meets() throws IOException {
        List<Customer> customers = PortfolioReader.read(new StringReader(portfolio(20_000, 7)));
        assertThat(share(customers, Customer::smsConsent)).isBetween(0.96, 0.98);
        assertThat(share(customers, c -> c.email().isEmpty())).isBetween(0.04, 0.08);
        assertThat(share(customers, c -> c.phone().endsWith("0000"))).isBetween(0.004, 0.015);
        assertThat(share(customers, c -> c.email().startsWith("bounce"))).isBetween(0.004, 0.015);
        assertThat(share(customers, c -> c.language().equals("es"))).isBetween(0.10, 0.14);
        assertThat(share(customers, c -> !home(c))).isBetween(0.03, 0.08);
        Map<String, Long> beginnings = customers.stream()
                .collect(Collectors.groupingBy(c -> c.postalCode().substring(0, 2), Collectors.counting()));
        assertThat(beginnings).containsKeys("96", "99", "85", "10", "60", "90", "80");
        assertThat(customers).allSatisfy(c -> {
            assertThat(c.balance()).isBetween(new BigDecimal("20.00"), new BigDecimal("3500.00"));
            assertThat(ChronoUnit.DAYS.between(c.dueDate(), TODAY)).isBetween(5L, 200L);
            assertThat(c.email()).matches("|[a-z.]+\\.\\d+@example\\.(com|net|org)");
            assertThat(c.postalCode()).matches("\\d{5}");
        });
    }

    private static boolean home(Customer customer) {
        return Area.ALL.stream()
                .filter(a -> a.code().equals(customer.phone().substring(2, 5)))
                .anyMatch(a -> a.zipPrefixes().contains(customer.postalCode().substring(0, 3)));
    }

    private static double share(List<Customer> customers, Predicate<Customer> which) {
        return (double) customers.stream().filter(which).count() / customers.size();
    }

    private static String portfolio(int customers, long seed) {
        StringWriter to = new StringWriter();
        PortfolioWriter.write(customers, seed, TODAY, to);
        return to.toString();
    }
}
