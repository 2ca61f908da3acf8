package io.throughline.platform.outreach;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.Effect;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.platform.TestDatabase;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.channels.EmailGateway;
import io.throughline.platform.channels.SmsGateway;
import io.throughline.platform.policies.Laws;
import io.throughline.platform.policies.ShippedLaw;
import io.throughline.platform.records.AccountFactStore;
import io.throughline.platform.records.Portfolio;
import io.throughline.workflow.Audience;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Definition.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// The outreach room on a real database, among hand-written neighbours.
final class OutreachWorld implements InstantSource {
    static final String PHONE = "+12125550142";
    static final String CASE = "01890000-0000-7000-8000-000000000001";

    final DataSource database = pooled();
    final JdbcClient jdbc = JdbcClient.create(database);
    final TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
    volatile Instant now = Instant.parse("2026-11-20T17:00:00Z");
    final Map<String, Portfolio.Customer> customers = new ConcurrentHashMap<>();
    final Map<String, CaseState> caseStates = new ConcurrentHashMap<>();
    final List<String> inputs = new CopyOnWriteArrayList<>();
    final List<String> texts = new CopyOnWriteArrayList<>();
    final List<EmailGateway.Mail> mails = new CopyOnWriteArrayList<>();
    final List<Integer> references = new CopyOnWriteArrayList<>();
    SmsGateway.Submission nextText = new SmsGateway.Submission.Accepted("carrier-1");
    Runnable whileSubmitting = () -> {};
    Runnable whileRendering = () -> {};

    final OutreachSettings settings = new OutreachSettings(
            Duration.ofSeconds(30),
            Duration.ofMinutes(15),
            Duration.ofDays(3),
            Duration.ofHours(24),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            64,
            "Northwind",
            "800-555-0100");
    final AccountFactStore facts = new AccountFactStore(jdbc, new JsonMapper(), "main");
    final Portfolio portfolio = new Portfolio() {
        @Override
        public Optional<Customer> customer(String customerId) {
            return Optional.ofNullable(customers.get(customerId));
        }

        @Override
        public Optional<Customer> customerByPhone(String e164) {
            return customers.values().stream()
                    .filter(c -> e164.equals(c.phone()))
                    .findFirst();
        }

        @Override
        public Optional<Account> account(String accountId) {
            return Optional.empty();
        }

        @Override
        public Map<String, KnownFacts> facts(Collection<String> customerIds) {
            return facts.of(customerIds);
        }

        @Override
        public Stream<Account> accountsWhere(String condition) {
            return Stream.empty();
        }
    };
    final Workflows workflows = new Workflows() {
        @Override
        public Definition current(String name) {
            return definition();
        }

        @Override
        public Definition version(String name, String version) {
            return definition();
        }

        @Override
        public List<String> names() {
            return List.of("arrears");
        }
    };
    final Cases cases = new Cases() {
        @Override
        public Opened open(String workflow, Map<String, Object> trigger, By by, String onceKey) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Outcome apply(String caseId, Input input, By by) {
            inputs.add(caseId + " " + input);
            return new Outcome.Moved(Objects.requireNonNull(caseStates.get(caseId)), List.of());
        }

        @Override
        public Optional<CaseState> find(String idOrReference) {
            return Optional.ofNullable(caseStates.get(idOrReference));
        }

        @Override
        public List<Recorded> events(String caseId) {
            return List.of();
        }
    };
    final ContactStore contacts = new ContactStore(jdbc, "main");
    final ReceiptStore receipts = new ReceiptStore(jdbc, "main");
    final ConsentStore consents = new ConsentStore(jdbc, "main");
    final ReplyStore book = new ReplyStore(jdbc, "main");
    final DoNotContactStore lists = new DoNotContactStore(jdbc, "main");

    @Nullable
    NumberRegistry registry;

    final Suppressions suppressions = new Suppressions(lists, new InboundStore(jdbc, "main"), provided(() -> registry));
    /// The packs in force, which a test may take away.
    Laws laws = ShippedLaw.LAWS;

    final DecisionStore decisions = new DecisionStore(jdbc, "main");
    final SituationOf situations =
            new SituationOf(consents, new ContactMadeStore(jdbc, "main"), suppressions, portfolio, List.of("US"));
    final ContactPermits permits = new ContactPermits(() -> laws.law(), situations, consents, suppressions, decisions);
    final Gateways gateways = new Gateways(
            provided((to, text, reference) -> {
                whileSubmitting.run();
                texts.add(text);
                references.add(reference);
                return nextText;
            }),
            provided(mail -> {
                mails.add(mail);
                return new EmailGateway.Submission.Accepted(mail.contactId());
            }),
            new SimpleMeterRegistry());
    final Languages languages = new PreferredLanguages(consents, portfolio, this);
    /// What a test puts in the way of a case's messages.
    final List<ContactGate> gates = new CopyOnWriteArrayList<>();

    final CaseContacts caseContacts = new CaseContacts(
            workflows,
            portfolio,
            languages,
            provided((caseId, customerId, contactId, channel) -> {
                whileRendering.run();
                return "https://t.example/l/" + channel;
            }),
            () -> laws.law());
    final AskContacts asking = new AskContacts(permits, new ReplyHolds(book), gates);
    final SendContact sending = process();
    final StopContacts stops = new StopContacts(consents, contacts, portfolio, transactions, this);
    final SendNotice notices = new SendNotice(permits, contacts, gateways, transactions, this);
    final AnswerReply answers = new AnswerReply(
            stops,
            consents,
            contacts,
            caseContacts,
            notices,
            gateways,
            languages,
            provided(cases),
            transactions,
            this,
            settings);
    final HearReplies replies = new HearReplies(
            new ReadReplies(),
            new HeedReply(consents, stops, book),
            book,
            new InboundStore(jdbc, "main"),
            consents,
            stops,
            contacts,
            answers,
            new EndTold(book, consents, stops, contacts, this),
            portfolio,
            this,
            settings);
    final ReceiveMessages receiving =
            new ReceiveMessages(replies, consents, contacts, receipts, gateways, provided(cases), transactions);
    final OneTimeCodes codes =
            new OneTimeCodes(portfolio, provided(cases), caseContacts, languages, contacts, notices, this, settings);

    /// A pool that holds nothing while nobody asks: a world is made for each test.
    private static DataSource pooled() {
        var pool = new HikariConfig();
        pool.setDataSource(TestDatabase.fresh());
        pool.setMaximumPoolSize(12);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(10_000);
        return new HikariDataSource(pool);
    }

    OutreachWorld() {
        customer("c1", PHONE);
        openCase(CASE, "c1");
    }

    /// What sends in a process of its own.
    final SendContact process() {
        return new SendContact(
                caseContacts,
                asking,
                new LeaveContacts(caseContacts, asking, contacts, transactions, this, settings),
                contacts,
                gateways,
                this,
                settings);
    }

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void customer(String id, String phone) {
        customers.put(
                id,
                new Portfolio.Customer(
                        id, "Ada", "Sample", null, phone, id + "@mail.example", "10001", "en", true, true));
    }

    CaseState openCase(String id, String customer) {
        var state = new CaseState(
                "main",
                id,
                "arrears",
                "v1",
                now,
                Status.OPEN,
                "verify",
                Awaiting.CUSTOMER,
                1,
                Identity.UNKNOWN,
                0,
                false,
                Map.of("account", Map.of("customerId", customer, "id", "A-1")),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                null);
        caseStates.put(id, state);
        return state;
    }

    CaseState state() {
        return Objects.requireNonNull(caseStates.get(CASE));
    }

    static Effect.Contact touch(String key, int touch, String message) {
        return new Effect.Contact(key, touch, null, message, Map.of());
    }

    SendContact.Claim claim(Effect.Contact effect) {
        return claim(effect, state());
    }

    SendContact.Claim claim(Effect.Contact effect, CaseState state) {
        return Objects.requireNonNull(transactions.execute(_ -> sending.claim(effect, state, now)));
    }

    String stateOf(String effectKey) {
        return contacts.findByEffect(effectKey).orElseThrow().state().name();
    }

    static Definition definition() {
        var messages = new LinkedHashMap<String, Message>();
        messages.put(
                "first",
                new Message(
                        "first",
                        "sms",
                        "en",
                        null,
                        "{brand}: please see {link} {optOut}",
                        Audience.ALL,
                        List.of(new Message(
                                "first",
                                "sms",
                                "es",
                                null,
                                "{brand}: vea {link} {optOut}",
                                new Audience(new TreeMap<>(Map.of("language", "es"))),
                                List.of()))));
        messages.put(
                "detail",
                new Message("detail", "email", "en", "A message from {brand}", "Hello,\n\nsee {link}.\n\n{optOut}"));
        messages.put("receipt", new Message("receipt", "sms", "en", null, "{brand}: paid. Ref {reference} {optOut}"));
        messages.put("broken", new Message("broken", "sms", "en", null, "{nothing}"));
        return new Definition(
                "arrears",
                "",
                "debt-collection",
                List.of("US"),
                "",
                "Northwind",
                "800-555-0100",
                new Definition.Resolution("", List.of(), List.of(), "", List.of(), Map.of()),
                new LinkedHashMap<>(),
                new ArrayList<>(),
                null,
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                null,
                messages,
                Map.of(),
                "v1");
    }

    static <T> ObjectProvider<T> provided(Supplier<@Nullable T> bean) {
        return new ObjectProvider<>() {
            @Override
            public T getObject() {
                return Objects.requireNonNull(bean.get());
            }

            @Override
            public @Nullable T getIfAvailable() {
                return bean.get();
            }
        };
    }

    static <T> ObjectProvider<T> provided(T bean) {
        return new ObjectProvider<>() {
            @Override
            public T getObject() {
                return bean;
            }

            @Override
            public @Nullable T getIfAvailable() {
                return bean;
            }
        };
    }
}
