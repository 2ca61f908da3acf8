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
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Consents in memory: what [ConsentStore] does in SQL.
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
    public Optional<Instant> lockPerson(String customerId) {
        return gate.statement("consent.lock-person", database, () -> {
            var key = new Key(tenant, customerId);
            if (tables.people.get(key) == null) {
                tables.people.put(key, new PersonRow(null));
            }
            return planted.contains(Planted.STOP_NOT_RECHECKED)
                    ? Optional.empty()
                    : Optional.ofNullable(tables.people.get(key)).map(PersonRow::stoppedAt);
        });
    }

    @Override
    public Standing lockEndpoint(Endpoint endpoint) {
        return gate.statement("consent.lock-endpoint", database, () -> {
            var row = row(endpoint);
            tables.endpoints.put(key(endpoint), row);
            return planted.contains(Planted.STOP_NOT_RECHECKED)
                    ? new Standing(null, null, null, null)
                    : new Standing(row.stoppedAt(), row.resumedAt(), row.confirmedAt(), row.helpedAt());
        });
    }

    @Override
    public void stopEndpoint(Endpoint endpoint, Instant now) {
        update(
                endpoint,
                row -> new EndpointRow(
                        row.stoppedAt() == null ? now : row.stoppedAt(),
                        row.resumedAt(),
                        row.confirmedAt(),
                        row.helpedAt()));
    }

    @Override
    public void resumeEndpoint(Endpoint endpoint, Instant now) {
        update(endpoint, row -> new EndpointRow(null, now, null, row.helpedAt()));
    }

    @Override
    public void confirmed(Endpoint endpoint, Instant now) {
        update(endpoint, row -> new EndpointRow(row.stoppedAt(), row.resumedAt(), now, row.helpedAt()));
    }

    @Override
    public void helped(Endpoint endpoint, Instant now) {
        update(endpoint, row -> new EndpointRow(row.stoppedAt(), row.resumedAt(), row.confirmedAt(), now));
    }

    @Override
    public void stopPerson(String customerId, Instant now) {
        gate.statement("consent.stop-person", database, () -> {
            var key = new Key(tenant, customerId);
            if (tables.people.get(key) != null) {
                tables.people.put(key, new PersonRow(now));
            }
            return true;
        });
    }

    @Override
    public void record(
            Kind kind, @Nullable String customerId, Endpoint endpoint, @Nullable String contactId, Instant at) {
        gate.statement("consent.record", database, () -> {
            tables.consents.put(
                    new Key(tenant, "", tables.consents.rows().size()),
                    new ConsentRow(
                            at, kind.name(), customerId, endpoint.channel().name(), endpoint.address()));
            return true;
        });
    }

    private void update(Endpoint endpoint, UnaryOperator<EndpointRow> change) {
        gate.statement("consent.update-endpoint", database, () -> {
            if (tables.endpoints.get(key(endpoint)) != null) {
                tables.endpoints.put(key(endpoint), change.apply(row(endpoint)));
            }
            return true;
        });
    }

    private EndpointRow row(Endpoint endpoint) {
        var row = tables.endpoints.get(key(endpoint));
        return row == null ? EndpointRow.NEW : row;
    }

    private Key key(Endpoint endpoint) {
        return new Key(tenant, endpoint.channel() + " " + endpoint.address());
    }
}
