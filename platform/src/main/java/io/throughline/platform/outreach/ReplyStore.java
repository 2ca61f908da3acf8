package io.throughline.platform.outreach;

import static java.time.ZoneOffset.UTC;

import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Replies.Reply;
import io.throughline.platform.outreach.Replies.Which;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The SQL of replies that wait for a person, and of what people told us.
@Component
class ReplyStore implements ReplyBook {
    private static final String REPLIES = """
            select i.id, i.at, i.channel, i.address, i.customer_id, i.case_id, i.words, i.labels, i.confidence, i.source,
                   r.why, r.opened_at, r.decided_at, r.decided_by, r.decision, r.reason
              from outreach.inbound i
              left join outreach.reply_item r on r.tenant = i.tenant and r.reply = i.id
             where i.tenant = :tenant
            """;
    private final JdbcClient jdbc;
    private final String tenant;

    ReplyStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    @Override
    public void hold(long reply, Collection<String> people, @Nullable Endpoint from, String why, Instant now) {
        jdbc.sql("insert into outreach.reply_item (tenant, reply, why, opened_at) values (:tenant, :reply, :why, :now)")
                .param("tenant", tenant)
                .param("reply", reply)
                .param("why", why)
                .param("now", now.atOffset(UTC))
                .update();
        for (var person : people) {
            hold(reply, person, null);
        }
        if (from != null) {
            hold(reply, null, from);
        }
    }

    private void hold(long reply, @Nullable String person, @Nullable Endpoint at) {
        jdbc.sql("""
                insert into outreach.reply_hold (tenant, reply, customer_id, channel, address)
                values (:tenant, :reply, :person, :channel, :address)
                """)
                .param("tenant", tenant)
                .param("reply", reply)
                .param("person", person)
                .param("channel", at == null ? null : at.channel().name())
                .param("address", at == null ? null : at.address())
                .update();
    }

    @Override
    public boolean lockOpen(long reply) {
        return jdbc.sql("""
                select decided_at is null from outreach.reply_item where tenant = :tenant and reply = :reply for update
                """)
                .param("tenant", tenant)
                .param("reply", reply)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    @Override
    public void decided(long reply, String decision, String by, String reason, Instant now) {
        jdbc.sql("""
                update outreach.reply_item set decided_at = :now, decided_by = :by, decision = :decision, reason = :reason
                 where tenant = :tenant and reply = :reply and decided_at is null
                """)
                .param("tenant", tenant)
                .param("reply", reply)
                .param("now", now.atOffset(UTC))
                .param("by", by)
                .param("decision", decision)
                .param("reason", reason)
                .update();
        jdbc.sql("delete from outreach.reply_hold where tenant = :tenant and reply = :reply")
                .param("tenant", tenant)
                .param("reply", reply)
                .update();
    }

    @Override
    public void wake(Collection<String> cases, Instant now) {
        jdbc.sql("""
                update cases.effect set due_at = :now
                 where tenant = :tenant and case_id = any (cast(:cases as uuid[])) and kind = 'Contact' and due_at > :now
                """)
                .param("tenant", tenant)
                .param("now", now.atOffset(UTC))
                .param("cases", cases.toArray(String[]::new))
                .update();
    }

    @Override
    public void tell(Told told, long reply, Because because, Instant at, Instant now) {
        jdbc.sql("""
                insert into outreach.told (tenant, at, recorded_at, customer_id, kind, account_id, ends, reply, recorded_by,
                       reason)
                values (:tenant, :at, :now, :person, :kind, :account, :ends, :reply, :by, :reason)
                """)
                .param("tenant", tenant)
                .param("at", at.atOffset(UTC))
                .param("now", now.atOffset(UTC))
                .param("person", told.person())
                .param("kind", told.kind())
                .param("account", told.account())
                .param("ends", told.ends())
                .param("reply", reply)
                .param("by", because.by())
                .param("reason", because.reason())
                .update();
    }

    @Override
    public List<Told> toldBy(long reply) {
        return jdbc.sql("""
                select customer_id, kind, account_id, ends from outreach.told
                 where tenant = :tenant and reply = :reply and not ends order by id
                """)
                .param("tenant", tenant)
                .param("reply", reply)
                .query((row, _) -> told(row))
                .list();
    }

    @Override
    public List<Told> toldOf(String person) {
        return standing(jdbc.sql("""
                select customer_id, kind, account_id, ends from outreach.told
                 where tenant = :tenant and customer_id = :person order by id
                """)
                .param("tenant", tenant)
                .param("person", person)
                .query((row, _) -> told(row))
                .list());
    }

    /// One statement: a claim pays for it every time.
    @Override
    public Against against(@Nullable String person, Endpoint endpoint) {
        var rows = jdbc.sql("""
                select '' as customer_id, '' as kind, null as account_id, false as ends, 0 as id from outreach.reply_hold
                 where tenant = :tenant and customer_id = :person
                union all
                select '', '', null, false, 0 from outreach.reply_hold
                 where tenant = :tenant and channel = :channel and address = :address
                union all
                select customer_id, kind, account_id, ends, id from outreach.told
                 where tenant = :tenant and customer_id = :person
                 order by id
                """)
                .param("tenant", tenant)
                .param("person", person)
                .param("channel", endpoint.channel().name())
                .param("address", endpoint.address())
                .query((row, _) -> told(row))
                .list();
        var held = rows.stream().anyMatch(row -> row.kind().isEmpty());
        return new Against(held, standing(rows));
    }

    @Override
    public List<Against> againstAll(List<Contact> contacts) {
        if (contacts.size() < 2) {
            return ReplyBook.super.againstAll(contacts);
        }
        var found = new HashMap<Integer, List<Told>>();
        jdbc.sql("""
                select w.n, said.* from unnest(:people, :channels, :addresses) with ordinality w(person, channel, address, n)
                 cross join lateral (
                    select '' as customer_id, '' as kind, null as account_id, false as ends, 0 as id from outreach.reply_hold
                     where tenant = :tenant and customer_id = w.person
                    union all
                    select '', '', null, false, 0 from outreach.reply_hold
                     where tenant = :tenant and channel = w.channel and address = w.address
                    union all
                    select customer_id, kind, account_id, ends, id from outreach.told
                     where tenant = :tenant and customer_id = w.person) said
                 order by w.n, said.id
                """)
                .param("tenant", tenant)
                .param("people", contacts.stream().map(Contact::customerId).toArray(String[]::new))
                .param(
                        "channels",
                        contacts.stream()
                                .map(contact -> contact.endpoint().channel().name())
                                .toArray(String[]::new))
                .param(
                        "addresses",
                        contacts.stream()
                                .map(contact -> contact.endpoint().address())
                                .toArray(String[]::new))
                .query(row -> {
                    found.computeIfAbsent(row.getInt("n"), _ -> new ArrayList<>())
                            .add(told(row));
                });
        return IntStream.rangeClosed(1, contacts.size())
                .mapToObj(n -> found.getOrDefault(n, List.of()))
                .map(rows ->
                        new Against(rows.stream().anyMatch(row -> row.kind().isEmpty()), standing(rows)))
                .toList();
    }

    /// The last word on each kind and debt counts.
    static List<Told> standing(List<Told> inOrder) {
        var last = new LinkedHashMap<List<String>, Told>();
        for (var one : inOrder) {
            last.put(List.of(one.person(), one.kind(), String.valueOf(one.account())), one);
        }
        return last.values().stream()
                .filter(one -> !one.kind().isEmpty() && !one.ends())
                .toList();
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                row.getString("customer_id"),
                row.getString("kind"),
                row.getString("account_id"),
                row.getBoolean("ends"));
    }

    @Override
    public Replies.Standing standing() {
        return jdbc.sql("""
                select count(*) as waiting, min(opened_at) as oldest from outreach.reply_item
                 where tenant = :tenant and decided_at is null
                """)
                .param("tenant", tenant)
                .query((row, _) -> new Replies.Standing(row.getLong("waiting"), instant(row, "oldest")))
                .single();
    }

    @Override
    public Optional<Reply> find(long reply) {
        return jdbc.sql(REPLIES + " and i.id = :reply")
                .param("tenant", tenant)
                .param("reply", reply)
                .query(ReplyStore::reply)
                .optional();
    }

    @Override
    public List<Reply> list(Which which, int most) {
        var sql = new ArrayList<>(List.of(REPLIES));
        sql.add(
                switch (which) {
                    case OPEN -> " and r.decided_at is null and r.why is not null order by r.opened_at, i.id";
                    case ALL -> " order by i.at desc, i.id desc";
                    case NO_CASE -> " and i.case_id is null order by i.at desc, i.id desc";
                });
        sql.add(" limit :most");
        return jdbc.sql(String.join("", sql))
                .param("tenant", tenant)
                .param("most", most)
                .query(ReplyStore::reply)
                .list();
    }

    private static Reply reply(ResultSet row, int ignored) throws SQLException {
        return new Reply(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("channel"),
                row.getString("address"),
                row.getString("customer_id"),
                row.getString("case_id"),
                row.getString("words"),
                row.getString("labels"),
                row.getDouble("confidence"),
                row.getString("source"),
                row.getString("why"),
                instant(row, "opened_at"),
                instant(row, "decided_at"),
                row.getString("decided_by"),
                row.getString("decision"),
                row.getString("reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
