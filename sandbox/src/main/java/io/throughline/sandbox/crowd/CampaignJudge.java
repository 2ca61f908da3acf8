package io.throughline.sandbox.crowd;

import de.siegmar.fastcsv.reader.CsvReader;
import io.throughline.sandbox.portfolio.Customer;
import io.throughline.sandbox.portfolio.PortfolioReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// Judges a campaign by what reached the carrier: nothing of the platform's own counting is believed without it.
///
/// Every account must have one message, sent when and to whom it may be, or the rule that kept it.
public final class CampaignJudge {
    private static final int EXAMPLES = 10;
    private static final Set<String> WENT = Set.of("sent", "undeliverable", "unknown");

    private final Map<String, Told> told;
    private final Set<String> listed;
    private final Map<String, List<Instant>> texts;
    private final Map<String, Long> findings = new LinkedHashMap<>();
    private final Map<String, Long> keptByRule = new TreeMap<>();
    private final List<String> examples = new ArrayList<>();

    private CampaignJudge(Map<String, Told> told, Set<String> listed, Map<String, List<Instant>> texts) {
        this.told = told;
        this.listed = listed;
        this.texts = texts;
    }

    /// What the platform says became of an account's message.
    private record Told(String message, String rule) {}

    /// Counts and findings. All but the first four counts must be zero.
    ///
    /// @param unreached `unknown` to the platform, and not with the carrier: a kill fell between intent and wire
    /// @param perSecond submissions the carrier took in each second in which it took any, in their order
    record Verdict(
            long accounts,
            long reached,
            long unreached,
            Map<String, Long> keptByRule,
            Map<String, Long> findings,
            List<String> examples,
            List<Long> perSecond) {}

    /// `CampaignJudge PORTFOLIO LISTED CARRIER-DB ACCOUNTS` prints what it finds as JSON.
    public static void main(String... args) throws IOException {
        var verdict = judge(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
        new PrintStream(System.out, true, StandardCharsets.UTF_8)
                .println(JsonMapper.shared().writeValueAsString(verdict));
    }

    /// @param listed customers who are on a do-not-contact list
    /// @param carrier the carrier's books
    /// @param accounts what the platform says of each account: account, case, message, rule
    static Verdict judge(Path portfolio, Path listed, Path carrier, Path accounts) throws IOException {
        var books = Books.of(carrier);
        var judge = new CampaignJudge(told(accounts), customers(listed), books.byNumber());
        try (var rows = Files.newBufferedReader(portfolio)) {
            return judge.of(PortfolioReader.read(rows), books.perSecond());
        }
    }

    private Verdict of(List<Customer> customers, List<Long> perSecond) {
        for (var none : List.of(
                "neither",
                "doubled",
                "outsideWindow",
                "withoutConsent",
                "onList",
                "notToldAsSent",
                "toldTwice",
                "foreign")) {
            findings.put(none, 0L);
        }
        long reached = 0;
        long unreached = 0;
        var known = new HashSet<String>();
        for (var customer : customers) {
            known.add(customer.phone());
            var sent = texts.getOrDefault(customer.phone(), List.of());
            var says = told.get(customer.accountId());
            if (!sent.isEmpty()) {
                reached++;
                permitted(customer, sent);
                if (says == null || !WENT.contains(says.message())) {
                    find("notToldAsSent", customer);
                }
            } else if (says != null && says.message().equals("unknown")) {
                unreached++;
            } else if (says == null
                    || WENT.contains(says.message())
                    || says.rule().isEmpty()) {
                find("neither", customer);
            } else {
                keptByRule.merge(says.rule(), 1L, Long::sum);
            }
        }
        texts.keySet().stream()
                .filter(number -> !known.contains(number))
                .forEach(_ -> findings.merge("foreign", 1L, Long::sum));
        return new Verdict(customers.size(), reached, unreached, keptByRule, findings, examples, perSecond);
    }

    private void permitted(Customer customer, List<Instant> sent) {
        if (sent.size() > 1) {
            find("doubled", customer);
        }
        if (sent.stream().anyMatch(at -> ContactHours.violated(customer, at).isPresent())) {
            find("outsideWindow", customer);
        }
        if (!customer.smsConsent()) {
            find("withoutConsent", customer);
        }
        if (listed.contains(customer.customerId())) {
            find("onList", customer);
        }
    }

    private void find(String what, Customer customer) {
        findings.merge(what, 1L, Long::sum);
        if (examples.size() < EXAMPLES) {
            examples.add(what + " " + customer.accountId());
        }
    }

    private static Map<String, Told> told(Path accounts) throws IOException {
        var told = new HashMap<String, Told>();
        try (var rows = CsvReader.builder().ofNamedCsvRecord(accounts)) {
            for (var row : rows) {
                told.merge(
                        row.getField("account"),
                        new Told(row.getField("message"), row.getField("rule")),
                        (_, _) -> new Told("told twice", ""));
            }
        }
        return told;
    }

    private static Set<String> customers(Path listed) throws IOException {
        var ids = new HashSet<String>();
        try (var rows = CsvReader.builder().ofNamedCsvRecord(listed)) {
            rows.forEach(row -> ids.add(row.getField("customer_id")));
        }
        return ids;
    }

    /// What the carrier took.
    private record Books(Map<String, List<Instant>> byNumber, List<Long> perSecond) {
        static Books of(Path carrier) {
            var byNumber = new HashMap<String, List<Instant>>();
            var perSecond = new ArrayList<Long>();
            try (var books = DriverManager.getConnection("jdbc:sqlite:file:" + carrier.toAbsolutePath() + "?mode=ro");
                    var query = books.createStatement();
                    var messages = query.executeQuery(
                            "select number, at from message where direction = 'RECEIVED' order by id")) {
                while (messages.next()) {
                    byNumber.computeIfAbsent(messages.getString(1), _ -> new ArrayList<>(1))
                            .add(Instant.ofEpochMilli(messages.getLong(2)));
                }
                try (var seconds =
                        query.executeQuery("select count(*) from submission group by at / 1000 order by at / 1000")) {
                    while (seconds.next()) {
                        perSecond.add(seconds.getLong(1));
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException("the carrier's books cannot be read: " + carrier, e);
            }
            return new Books(byNumber, perSecond);
        }
    }
}
