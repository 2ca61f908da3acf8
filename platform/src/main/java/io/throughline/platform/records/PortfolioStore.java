package io.throughline.platform.records;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps customers and accounts.
@Component
class PortfolioStore implements Portfolio {
    private static final int PAGE = 1_000;
    private static final String CUSTOMER = """
            customer.id as c_id, first_name, last_name, date_of_birth, phone, email, postal_code, language, sms_consent,
            email_consent
            """;
    private static final String ACCOUNT = """
            account.id as a_id, customer_id, creditor, original_creditor, currency, balance_minor, due_date, broken_promises,
            product
            """;
    private static final String JOINED = """
              from records.account
              join records.customer on customer.tenant = account.tenant and customer.id = account.customer_id
             where account.tenant = :tenant""";
    private final JdbcClient jdbc;
    private final InstantSource time;
    private final String tenant;

    private final AccountFactStore facts;

    PortfolioStore(
            JdbcClient jdbc,
            AccountFactStore facts,
            InstantSource time,
            @Value("${throughline.tenant}") String tenant) {
        this.facts = facts;
        this.jdbc = jdbc;
        this.time = time;
        this.tenant = tenant;
    }

    @Override
    public Optional<Customer> customer(String customerId) {
        return jdbc.sql("select " + CUSTOMER + " from records.customer where tenant = :tenant and id = :id")
                .param("tenant", tenant)
                .param("id", customerId)
                .query(PortfolioStore::toCustomer)
                .optional();
    }

    @Override
    public Map<String, Customer> customers(Collection<String> ids) {
        return jdbc
                .sql("select " + CUSTOMER + " from records.customer where tenant = :tenant and id = any (:ids)")
                .param("tenant", tenant)
                .param("ids", ids.toArray(String[]::new))
                .query(PortfolioStore::toCustomer)
                .list()
                .stream()
                .collect(Collectors.toMap(Customer::id, customer -> customer));
    }

    @Override
    public Map<String, KnownFacts> facts(Collection<String> customerIds) {
        return facts.of(customerIds);
    }

    /// With several persons on one number, the one with the lowest id: an opt-out is the number's, not a person's.
    @Override
    public Optional<Customer> customerByPhone(String e164) {
        return jdbc.sql("select " + CUSTOMER + """
                  from records.customer where tenant = :tenant and phone = :phone order by id limit 1
                """)
                .param("tenant", tenant)
                .param("phone", e164)
                .query(PortfolioStore::toCustomer)
                .optional();
    }

    @Override
    public Optional<Account> account(String accountId) {
        return jdbc.sql("select " + ACCOUNT + " from records.account where tenant = :tenant and id = :id")
                .param("tenant", tenant)
                .param("id", accountId)
                .query(PortfolioStore::toAccount)
                .optional();
    }

    /// Pages by key, so that no transaction stays open while somebody works on what is streamed.
    @Override
    public Stream<Account> accountsWhere(String condition) {
        return accountsFrom(condition, "");
    }

    @Override
    public List<Account> owingWhere(String condition, String after, int atMost) {
        try (var accounts = accountsFrom(condition, after)) {
            return accounts.filter(account -> account.balanceMinor() > 0)
                    .limit(atMost)
                    .toList();
        }
    }

    @Override
    public List<Account> owingAmong(String condition, Collection<String> ids) {
        var matches = condition(condition);
        return jdbc
                .sql("select " + ACCOUNT + ", " + CUSTOMER + JOINED
                        + " and account.id = any (:ids) order by account.id")
                .param("tenant", tenant)
                .param("ids", ids.toArray(String[]::new))
                .query(PortfolioStore::toPair)
                .list()
                .stream()
                .filter(pair -> matches.holds(pair.account(), pair.customer()))
                .map(Pair::account)
                .filter(account -> account.balanceMinor() > 0)
                .toList();
    }

    private AccountCondition condition(String condition) {
        return AccountCondition.of(condition, LocalDate.ofInstant(time.instant(), ZoneOffset.UTC));
    }

    private Stream<Account> accountsFrom(String condition, String after) {
        var matches = condition(condition);
        return Stream.iterate(
                        page(after),
                        page -> !page.isEmpty(),
                        page -> page(page.getLast().account().id()))
                .flatMap(List::stream)
                .filter(pair -> matches.holds(pair.account(), pair.customer()))
                .map(Pair::account);
    }

    private record Pair(Account account, Customer customer) {}

    private List<Pair> page(String after) {
        return jdbc.sql("select " + ACCOUNT + ", " + CUSTOMER + JOINED
                        + " and account.id > :after order by account.id limit :page")
                .param("tenant", tenant)
                .param("after", after)
                .param("page", PAGE)
                .query(PortfolioStore::toPair)
                .list();
    }

    private static Pair toPair(ResultSet row, int number) throws SQLException {
        return new Pair(toAccount(row, number), toCustomer(row, number));
    }

    private static Customer toCustomer(ResultSet row, int number) throws SQLException {
        return new Customer(
                row.getString("c_id"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getObject("date_of_birth", LocalDate.class),
                row.getString("phone"),
                row.getString("email"),
                row.getString("postal_code"),
                row.getString("language"),
                row.getBoolean("sms_consent"),
                row.getBoolean("email_consent"));
    }

    private static Account toAccount(ResultSet row, int number) throws SQLException {
        return new Account(
                row.getString("a_id"),
                row.getString("customer_id"),
                row.getString("creditor"),
                row.getString("original_creditor"),
                row.getString("currency"),
                row.getLong("balance_minor"),
                row.getObject("due_date", LocalDate.class),
                row.getInt("broken_promises"),
                row.getString("product"));
    }
}
