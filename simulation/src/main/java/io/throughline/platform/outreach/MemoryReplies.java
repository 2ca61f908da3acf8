package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.OutreachTables.HeldRow;
import io.throughline.platform.outreach.OutreachTables.ToldRow;
import io.throughline.platform.outreach.Replies.Reply;
import io.throughline.platform.outreach.Replies.Which;
import io.throughline.simulation.Gate;
import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Replies that wait for a person, and what people told us, in memory: what [ReplyStore] does in SQL. Nobody is there
/// who would list or decide them.
final class MemoryReplies implements ReplyBook {
    private final MemoryDatabase database;
    private final OutreachTables tables;
    private final Gate gate;
    private final String tenant;

    MemoryReplies(MemoryDatabase database, OutreachTables tables, Gate gate, String tenant) {
        this.database = database;
        this.tables = tables;
        this.gate = gate;
        this.tenant = tenant;
    }

    @Override
    public void hold(long reply, Collection<String> people, @Nullable Endpoint from, String why, Instant now) {
        gate.statement("reply.hold", database, () -> {
            tables.held.put(new Key(tenant, "", tables.held.rows().size()), new HeldRow(List.copyOf(people), from));
            return true;
        });
    }

    @Override
    public void tell(Told told, long reply, Because because, Instant at, Instant now) {
        gate.statement("reply.tell", database, () -> {
            tables.told.put(new Key(tenant, "", tables.told.rows().size()), new ToldRow(told));
            return true;
        });
    }

    @Override
    public Against against(@Nullable String person, Endpoint endpoint) {
        return gate.statement("reply.against", database, () -> {
            boolean held =
                    all(tables.held).anyMatch(row -> row.people().contains(person) || endpoint.equals(row.from()));
            var told = all(tables.told)
                    .map(ToldRow::told)
                    .filter(one -> one.person().equals(person))
                    .toList();
            return new Against(held, ReplyStore.standing(told));
        });
    }

    private <T> Stream<T> all(MemoryDatabase.Table<Key, T> table) {
        return table.between(new Key(tenant, ""), new Key(tenant, "\uffff")).values().stream();
    }

    @Override
    public boolean lockOpen(long reply) {
        throw nobody();
    }

    @Override
    public void decided(long reply, String decision, String by, String reason, Instant now) {
        throw nobody();
    }

    @Override
    public void wake(Collection<String> cases, Instant now) {
        throw nobody();
    }

    @Override
    public List<Told> toldBy(long reply) {
        throw nobody();
    }

    @Override
    public List<Told> toldOf(String person) {
        throw nobody();
    }

    @Override
    public Replies.Standing standing() {
        throw nobody();
    }

    @Override
    public Optional<Reply> find(long reply) {
        throw nobody();
    }

    @Override
    public List<Reply> list(Which which, int most) {
        throw nobody();
    }

    private static UnsupportedOperationException nobody() {
        return new UnsupportedOperationException("nobody decides replies in the simulation");
    }
}
