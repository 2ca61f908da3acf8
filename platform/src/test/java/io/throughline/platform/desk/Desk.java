package io.throughline.platform.desk;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Input;
import io.throughline.engine.Money;
import io.throughline.engine.Rights;
import io.throughline.platform.TestDatabase;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.staff.Colleague;
import io.throughline.platform.staff.Colleagues;
import io.throughline.platform.work.NewWork;
import io.throughline.workflow.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Nodes of a desk over one real database, turned by hand; work comes from other rooms and not from cases.
final class Desk implements Cases, Workflows {
    static final String TENANT = "main";
    /// One connection: everything here happens one after the other, also what several nodes do.
    final javax.sql.DataSource source = one(TestDatabase.fresh());
    final JdbcClient jdbc = JdbcClient.create(source);
    final JsonMapper json = new JsonMapper();
    final FloorSignals signals = new FloorSignals();
    final InputStore inputs = new InputStore(jdbc, json, TENANT);
    final LeaseStore leases = new LeaseStore(jdbc, TENANT);
    final ItemStore items = new ItemStore(jdbc, TENANT);
    final FloorStore floor = new FloorStore(jdbc, TENANT);
    final EventStore events = new EventStore(jdbc, TENANT);
    final Map<String, Colleague> people = new LinkedHashMap<>();
    private final Queues queues;
    Instant now = Instant.parse("2026-11-23T15:00:00Z");
    private int asked;
    private int nodes;

    Desk(String... queues) {
        this.queues = new Queues(Map.of(), List.of(queues));
    }

    private static javax.sql.DataSource one(javax.sql.DataSource source) {
        try {
            return new SingleConnectionDataSource(source.getConnection(), true);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    FloorKeeper node() {
        var stores = new Term.Stores(
                items,
                floor,
                events,
                new PresenceStore(jdbc, TENANT),
                new ProfileStore(jdbc, json, TENANT),
                new House(),
                json);
        return new FloorKeeper(
                "node" + ++nodes,
                leases,
                inputs,
                stores,
                new Orders(this, this, _ -> "en"),
                signals,
                queues,
                new TransactionTemplate(new DataSourceTransactionManager(source)),
                () -> now,
                () -> now);
    }

    /// Decides until there is nothing more to decide.
    static void settle(FloorKeeper node) {
        while (node.turn()) {
            // goes on
        }
    }

    /// The lease of whoever decides ends now, as if they had not been heard from.
    void leaseEnds() {
        jdbc.sql("update desk.lease set until = '-infinity'").update();
    }

    void person(String id, String... rights) {
        people.put(id, new Colleague(id, id, "agent", By.Actor.AGENT, Rights.of(rights), Set.of(), null));
        ask(new Order.Know(id));
    }

    void limited(String id, String right, Money upTo) {
        var held = Map.of(right, new Rights.Limit(upTo, null));
        people.put(
                id,
                new Colleague(id, id, "supervisor", By.Actor.SUPERVISOR, new Rights(held, Set.of()), Set.of(), null));
        ask(new Order.Know(id));
    }

    String ask(Order order) {
        var key = "test/" + ++asked;
        inputs.ask(key, order);
        return key;
    }

    Answer answer(String key) {
        return inputs.answerTo(key).orElseThrow();
    }

    void work(String key, String queue, int priority) {
        ask(new Order.Add(new NewWork(
                key, null, "unclaimed-message", "A message", queue, null, Set.of(), priority, null, null, "")));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    List<String> log() {
        var log = new ArrayList<String>();
        events.after(0, 1_000_000)
                .forEach(event -> log.add(
                        event.type() + " " + event.item() + (event.agent() == null ? "" : " " + event.agent())));
        return log;
    }

    Optional<String> offerTo(String agent) {
        return floor.openOfferTo(agent).map(FloorStore.Offer::id);
    }

    @Override
    public Optional<CaseState> find(String idOrReference) {
        return Optional.empty();
    }

    @Override
    public Opened open(String workflow, Map<String, Object> trigger, By by, String onceKey) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome apply(String caseId, Input input, By by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Recorded> events(String caseId) {
        return List.of();
    }

    @Override
    public Definition current(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Definition version(String name, String version) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> names() {
        return List.of();
    }

    /// Those who are of the house at this moment.
    private final class House implements Colleagues {
        @Override
        public Optional<Colleague> find(String id) {
            return Optional.ofNullable(people.get(id));
        }

        @Override
        public List<Colleague> colleagues() {
            return List.copyOf(people.values());
        }

        @Override
        public List<String> roles() {
            return List.of();
        }
    }
}
