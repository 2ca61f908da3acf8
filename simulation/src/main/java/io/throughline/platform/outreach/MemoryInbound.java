package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.OutreachTables.InboundRow;
import io.throughline.simulation.Gate;
import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What people wrote to us, in memory: what [InboundStore] does in SQL.
final class MemoryInbound implements InboundWords {
    private final MemoryDatabase database;
    private final OutreachTables tables;
    private final Gate gate;
    private final String tenant;

    MemoryInbound(MemoryDatabase database, OutreachTables tables, Gate gate, String tenant) {
        this.database = database;
        this.tables = tables;
        this.gate = gate;
        this.tenant = tenant;
    }

    @Override
    public Optional<Instant> lastFrom(Endpoint from) {
        return gate.statement(
                "inbound.last-from",
                database,
                () -> all().filter(one -> isFrom(one, from)).map(InboundRow::at).max(Instant::compareTo));
    }

    private Stream<InboundRow> all() {
        return tables.inbound.between(new Key(tenant, ""), new Key(tenant, "\uffff")).values().stream();
    }

    private static boolean isFrom(InboundRow row, Endpoint from) {
        return row.channel().equals(from.channel().name()) && row.address().equals(from.address());
    }

    @Override
    public OptionalLong keep(
            Origin from,
            Reading reading,
            @Nullable String customerId,
            @Nullable Contact about,
            Instant at,
            Duration sameWithin) {
        return gate.statement("inbound.keep", database, () -> {
            var row = new InboundRow(
                    at,
                    from.channel(),
                    from.address(),
                    reading.meaning().name(),
                    reading.words(),
                    customerId,
                    about == null ? null : about.about());
            boolean known = all().anyMatch(one -> one.channel().equals(from.channel())
                    && one.address().equals(from.address())
                    && one.words().equals(reading.words())
                    && one.at().isAfter(at.minus(sameWithin)));
            if (known) {
                return OptionalLong.empty();
            }
            int number = tables.inbound.rows().size();
            tables.inbound.put(new Key(tenant, "", number), row);
            return OptionalLong.of(number);
        });
    }
}
