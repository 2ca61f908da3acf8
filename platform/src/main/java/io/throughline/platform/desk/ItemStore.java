package io.throughline.platform.desk;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Work in PostgreSQL. Who has it and where it stands is written by [FloorStore] alone.
@Component
class ItemStore {
    private static final String ALL = "select * from desk.item where tenant = ? ";
    private static final String LIVE = "and state not in ('DONE', 'WITHDRAWN') ";
    private final JdbcClient jdbc;
    private final String tenant;

    ItemStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// Keeps new work; it arrives on the floor in the same transaction.
    void add(Item item) {
        var subject = item.subject();
        var asks = item.asks();
        jdbc.sql("""
                insert into desk.item (tenant, id, key, case_id, reference, kind, source, intent, title, workflow, purpose,
                       step, language, speaks, clearances, right_name, amount, currency, never, preferred, preferred_until,
                       priority, task_queue, queue, since, queued_at, due, state, requested_by, words, note, parent,
                       case_seq, created_at)
                values (?, ?, ?, ?::uuid, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                        ?, ?)
                """)
                .params(tenant, item.id(), item.key())
                .param(item.caseId())
                .params(item.reference(), subject.kind(), subject.source(), subject.intent(), subject.title())
                .params(subject.workflow(), subject.purpose(), subject.step(), subject.language())
                .param(asks.speaks())
                .param(asks.clearances().toArray(String[]::new))
                .param(asks.right())
                .param(asks.amount())
                .param(asks.currency())
                .param(asks.never().toArray(String[]::new))
                .param(item.preferred())
                .param(at(item.preferredUntil()))
                .params(item.priority(), item.taskQueue(), item.queue(), time(item.since()), time(item.queuedAt()))
                .param(at(item.due()))
                .param(item.state().name())
                .param(item.requestedBy())
                .param(item.words())
                .param(item.note())
                .param(item.parent())
                .params(item.caseSeq(), time(item.createdAt()))
                .update();
    }

    Optional<Item> find(String id) {
        return jdbc.sql(ALL + "and id = ?")
                .params(tenant, id)
                .query(ItemStore::item)
                .optional();
    }

    Optional<Item> findByKey(String key) {
        return jdbc.sql(ALL + "and key = ?")
                .params(tenant, key)
                .query(ItemStore::item)
                .optional();
    }

    List<Item> live() {
        return list(ALL + LIVE + "order by since, id");
    }

    /// Everything a case had or has for people, oldest first.
    List<Item> ofCase(String caseId) {
        return list(ALL + "and case_id = ?::uuid order by created_at, id", caseId);
    }

    List<Item> withAgent(String agent) {
        return list(ALL + "and agent = ? and state in ('OFFERED', 'AT_WORK') order by taken_at, id", agent);
    }

    List<Item> callBacksOf(String agent) {
        return list(ALL + "and preferred = ? and state = 'CALL_BACK' order by until, id", agent);
    }

    /// @param queues null: all
    /// @param state null: all that live
    List<Item> list(@Nullable Set<String> queues, @Nullable String queue, @Nullable String state, int limit) {
        var sql = new StringBuilder(ALL);
        var params = new ArrayList<Object>(List.of(tenant));
        if (queues != null) {
            sql.append("and queue = any(?) ");
            params.add(queues.toArray(String[]::new));
        }
        if (queue != null) {
            sql.append("and queue = ? ");
            params.add(queue);
        }
        if (state == null) {
            sql.append(LIVE);
        } else {
            sql.append("and state = ? ");
            params.add(state);
        }
        sql.append("order by priority desc, due nulls last, since, id limit ?");
        params.add(limit);
        return jdbc.sql(sql.toString()).params(params).query(ItemStore::item).list();
    }

    int countConsults(String parent) {
        return jdbc.sql("select count(*) from desk.item where tenant = ? and parent = ?")
                .params(tenant, parent)
                .query(Integer.class)
                .single();
    }

    List<Item> consultsOf(String parent) {
        return list(ALL + "and parent = ? order by created_at, id", parent);
    }

    /// Approvals that nobody has decided yet, the longest wait first.
    List<Item> approvals() {
        return list(ALL + LIVE + "and kind = 'approval' order by since, id limit 500");
    }

    private List<Item> list(String sql, Object... more) {
        var params = new ArrayList<Object>(List.of(tenant));
        params.addAll(List.of(more));
        return jdbc.sql(sql).params(params).query(ItemStore::item).list();
    }

    void proven(String id, Instant at) {
        jdbc.sql("update desk.item set proven_at = ? where tenant = ? and id = ?")
                .params(time(at), tenant, id)
                .update();
    }

    void note(String id, String note) {
        jdbc.sql("update desk.item set note = ? where tenant = ? and id = ?")
                .params(note, tenant, id)
                .update();
    }

    /// The person who has it goes on with the next thing that the case needs of somebody.
    void adopt(String id, Item next) {
        jdbc.sql("""
                update desk.item set key = ?, source = ?, intent = ?, step = ?, task_queue = ?, due = ?
                 where tenant = ? and id = ?
                """)
                .params(
                        next.key(),
                        next.subject().source(),
                        next.subject().intent(),
                        next.subject().step())
                .param(next.taskQueue())
                .param(at(next.due()))
                .params(tenant, id)
                .update();
    }

    void taskMoved(String id, String queue, @Nullable Instant due) {
        jdbc.sql("update desk.item set task_queue = ?, due = ? where tenant = ? and id = ?")
                .param(queue)
                .param(at(due))
                .params(tenant, id)
                .update();
    }

    void asks(String id, Item.Asks asks) {
        jdbc.sql("update desk.item set never = ?, clearances = ? where tenant = ? and id = ?")
                .param(asks.never().toArray(String[]::new))
                .param(asks.clearances().toArray(String[]::new))
                .params(tenant, id)
                .update();
    }

    /// A case at work somewhere that has moved since it was last told.
    record CaseMoved(String item, String agent, String caseId, int seq) {}

    List<CaseMoved> casesMoved() {
        return jdbc.sql("""
                update desk.item i set case_seq = c.seq
                  from cases.case_row c
                 where i.tenant = ? and i.state = 'AT_WORK' and i.agent is not null
                   and c.tenant = i.tenant and c.id = i.case_id and c.seq <> i.case_seq
                returning i.id, i.agent, i.case_id, c.seq
                """)
                .param(tenant)
                .query((row, _) -> new CaseMoved(row.getString(1), row.getString(2), row.getString(3), row.getInt(4)))
                .list();
    }

    boolean haveCasesMoved() {
        return jdbc.sql("""
                select exists(select from desk.item i join cases.case_row c on c.tenant = i.tenant and c.id = i.case_id
                               where i.tenant = ? and i.state = 'AT_WORK' and i.agent is not null and c.seq <> i.case_seq)
                """).param(tenant).query(Boolean.class).single();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static Set<String> set(Array array) throws SQLException {
        return Set.of((String[]) array.getArray());
    }

    private static Item item(ResultSet row, int number) throws SQLException {
        var caseId = row.getObject("case_id", UUID.class);
        return new Item(
                row.getString("id"),
                row.getString("key"),
                caseId == null ? null : caseId.toString(),
                row.getString("reference"),
                new Item.Subject(
                        row.getString("kind"),
                        row.getString("source"),
                        row.getString("intent"),
                        row.getString("title"),
                        row.getString("workflow"),
                        row.getString("purpose"),
                        row.getString("step"),
                        row.getString("language")),
                new Item.Asks(
                        row.getString("speaks"),
                        set(row.getArray("clearances")),
                        row.getString("right_name"),
                        row.getLong("amount"),
                        row.getString("currency"),
                        set(row.getArray("never"))),
                row.getString("preferred"),
                instant(row, "preferred_until"),
                row.getInt("priority"),
                row.getString("task_queue"),
                row.getString("queue"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("queued_at", OffsetDateTime.class).toInstant(),
                instant(row, "due"),
                Item.State.valueOf(row.getString("state")),
                row.getString("agent"),
                row.getString("offer"),
                instant(row, "until"),
                row.getString("why"),
                instant(row, "proven_at"),
                row.getString("requested_by"),
                row.getString("words"),
                row.getString("note"),
                row.getString("parent"),
                row.getInt("case_seq"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
