package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.OutreachTables.ConsentRow;
import io.throughline.platform.outreach.OutreachTables.EndpointRow;
import io.throughline.platform.outreach.OutreachTables.PersonRow;
import io.throughline.simulation.Gate;
import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import io.throughline.simulation.Planted;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The consent ledger in memory: what [ConsentStore] does in SQL.
final class MemoryConsents implements Consents {
    private final MemoryDatabase database;
    private final OutreachTables tables;
    private final Gate gate;
    private final String tenant;
    private final Set<Planted> planted;

    MemoryConsents(MemoryDatabase database, OutreachTables tables, Gate gate, String tenant, Set<Planted> planted) {
        this.database = database;
        this.tables = tables;
        this.gate = gate;
        this.tenant = tenant;
        this.planted = planted;
    }

    @Override
    public void lockPerson(String customerId) {
        gate.statement("consent.lock-person", database, () -> {
            tables.people.put(new Key(tenant, customerId), new PersonRow(customerId));
            return true;
        });
    }

    @Override
    public Optional<Instant> lockEndpoint(Endpoint endpoint) {
        return gate.statement("consent.lock-endpoint", database, () -> {
            var row = tables.endpoints.get(key(endpoint));
            if (row == null) {
                tables.endpoints.put(key(endpoint), EndpointRow.NEW);
            }
            return Optional.ofNullable(row).map(EndpointRow::helpedAt);
        });
    }

    @Override
    public void helped(Endpoint endpoint, Instant now) {
        gate.statement("consent.helped", database, () -> {
            if (tables.endpoints.get(key(endpoint)) != null) {
                tables.endpoints.put(key(endpoint), new EndpointRow(now));
            }
            return true;
        });
    }

    @Override
    public void add(ConsentEvent event) {
        gate.statement("consent.add", database, () -> {
            tables.consents.put(new Key(tenant, "", tables.consents.rows().size()), new ConsentRow(event));
            return true;
        });
    }

    @Override
    public List<ConsentEvent> events(@Nullable String customerId, Endpoint endpoint) {
        return gate.statement(
                "consent.events",
                database,
                () -> planted.contains(Planted.STOP_NOT_RECHECKED)
                        ? List.of()
                        : all().filter(event -> isOf(event, customerId) || isAt(event, endpoint))
                                .toList());
    }

    @Override
    public List<ConsentEvent> eventsOf(List<String> people, List<String> addresses) {
        return gate.statement(
                "consent.events-of",
                database,
                () -> planted.contains(Planted.STOP_NOT_RECHECKED)
                        ? List.of()
                        : all().filter(event -> event.person() != null && people.contains(event.person())
                                        || event.address() != null && addresses.contains(event.address()))
                                .toList());
    }

    @Override
    public List<ConsentEvent> history(String customerId, List<String> addresses) {
        return gate.statement(
                "consent.history",
                database,
                () -> all().filter(event -> isOf(event, customerId)
                                || event.address() != null && addresses.contains(event.address()))
                        .sorted(Comparator.comparing(ConsentEvent::at))
                        .toList());
    }

    private static boolean isOf(ConsentEvent event, @Nullable String customerId) {
        return customerId != null && customerId.equals(event.person());
    }

    private static boolean isAt(ConsentEvent event, Endpoint endpoint) {
        return event.medium() == Medium.of(endpoint.channel())
                && endpoint.address().equals(event.address());
    }

    private Stream<ConsentEvent> all() {
        return tables.consents.between(new Key(tenant, ""), new Key(tenant, "\uffff")).values().stream()
                .map(row -> row.event);
    }

    private Key key(Endpoint endpoint) {
        return new Key(tenant, endpoint.channel() + " " + endpoint.address());
    }
}
