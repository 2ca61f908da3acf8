package io.throughline.sandbox.carrier;

import io.throughline.sandbox.carrier.HandsetMessage.Direction;
import io.throughline.sandbox.store.Sql;
import io.throughline.sandbox.store.SqliteFile;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;

/// Keeps messages, submitted parts, and what is owed to the platform, in `DIR/sandbox/carrier.db`.
final class CarrierStore implements AutoCloseable {
    private static final String SCHEMA = """
            create table if not exists message (
              id integer primary key autoincrement,
              number text not null, direction text not null, peer text not null, text text not null,
              at integer not null, delivered integer not null, acknowledged_at integer);
            create index if not exists message_of_number on message (number, id);
            create table if not exists submission (
              id integer primary key autoincrement,
              number text not null, address text not null, peer text not null,
              reference integer not null, total integer not null, sequence integer not null,
              coding text not null, body blob, excerpt text not null,
              registered_delivery integer not null, user_reference integer,
              at integer not null, done_at integer, state text not null);
            create index if not exists submission_waiting
              on submission (number, reference) where state = 'WAITING';
            create table if not exists handset (
              number text primary key, address text not null, peer text not null);
            create table if not exists outbox (
              id integer primary key autoincrement,
              number text not null, submission_id integer, message_id integer,
              due_at integer not null, attempts integer not null default 0);
            create index if not exists outbox_of_number on outbox (number, id)
            """;
    private static final String MESSAGE =
            "select id, number, direction, peer, text, at, delivered, acknowledged_at from message ";
    private static final int EXCERPT = 20;

    private final SqliteFile file;

    CarrierStore(Path folder) {
        this.file = new SqliteFile(folder.resolve("carrier.db"), SCHEMA);
    }

    /// Keeps a part; when it was the last one missing, keeps the message and the receipts owed for it in the same
    /// commit.
    Accepted accept(Submission part, Instant now, boolean reachable, LongFunction<List<Instant>> receiptsDue) {
        return file.write(sql -> {
            remember(sql, part);
            var segment = part.segment();
            // A part that is submitted again replaces the one that waits: the platform may have died in between.
            sql.run(
                    "delete from submission where state = 'WAITING' and number = ? and peer = ? and reference = ?"
                            + " and total = ? and sequence = ?",
                    part.number(),
                    part.peer(),
                    segment.reference(),
                    segment.total(),
                    segment.sequence());
            long id = sql.insert(
                    """
                    insert into submission (number, address, peer, reference, total, sequence, coding, body, excerpt,
                           registered_delivery, user_reference, at, state)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'WAITING')
                    """,
                    part.number(),
                    part.address(),
                    part.peer(),
                    segment.reference(),
                    segment.total(),
                    segment.sequence(),
                    part.coding().name(),
                    segment.body(),
                    excerpt(part),
                    part.registeredDelivery(),
                    part.userReference().isPresent() ? part.userReference().getAsInt() : null,
                    now.toEpochMilli());
            var parts = segment.isWhole() ? List.of(new WaitingPart(id, segment.body())) : waiting(sql, part);
            if (parts.size() < segment.total()) {
                return new Accepted(id, Optional.empty());
            }
            return new Accepted(id, Optional.of(complete(sql, part, parts, now, reachable, receiptsDue)));
        });
    }

    private static HandsetMessage complete(
            Sql sql,
            Submission part,
            List<WaitingPart> parts,
            Instant now,
            boolean reachable,
            LongFunction<List<Instant>> receiptsDue)
            throws SQLException {
        long earlier =
                sql.number("select count(*) from message where number = ? and direction = 'RECEIVED'", part.number());
        var due = receiptsDue.apply(earlier);
        // Joined before decoding: a split may fall inside an escape or a surrogate pair.
        var body = new ByteArrayOutputStream();
        parts.forEach(waiting -> body.writeBytes(waiting.body()));
        long messageId = insertMessage(
                sql,
                part.number(),
                Direction.RECEIVED,
                part.peer(),
                part.coding().decode(body.toByteArray()),
                now,
                reachable);
        for (var waiting : parts) {
            sql.run(
                    "update submission set state = ?, done_at = ?, body = null where id = ?",
                    reachable ? "DELIVERED" : "UNDELIVERABLE",
                    now.toEpochMilli(),
                    waiting.id());
            for (var dueAt : due) {
                owe(sql, waiting.id(), reachable, dueAt);
            }
        }
        return find(sql, messageId).orElseThrow();
    }

    /// registered_delivery: 1 asks for a receipt in any case, 2 only when delivery failed.
    private static void owe(Sql sql, long submissionId, boolean reachable, Instant dueAt) throws SQLException {
        sql.run("""
                insert into outbox (number, submission_id, due_at)
                select number, id, ? from submission
                 where id = ? and (registered_delivery & 3 = 1 or (registered_delivery & 3 = 2 and not ?))
                """, dueAt.toEpochMilli(), submissionId, reachable);
    }

    HandsetMessage reply(String number, String fallbackPeer, String text, Instant now) {
        return file.write(sql -> {
            var peer = sql.find("select peer from handset where number = ?", row -> row.getString(1), number)
                    .orElse(fallbackPeer);
            long id = insertMessage(sql, number, Direction.SENT, peer, text, now, true);
            sql.run("insert into outbox (number, message_id, due_at) values (?, ?, ?)", number, id, now.toEpochMilli());
            return find(sql, id).orElseThrow();
        });
    }

    /// What is due, the oldest of each number only, so that one handset's messages stay in order.
    List<Parcel> due(Instant now, int atMost) {
        return file.read(sql -> sql.list("""
                select o.id, o.number, o.submission_id, o.message_id, s.address, s.peer, s.state, s.at, s.done_at,
                       s.excerpt, s.user_reference, m.text, m.peer as reply_peer, h.address as handset_address
                  from outbox o
                  left join submission s on s.id = o.submission_id
                  left join message m on m.id = o.message_id
                  left join handset h on h.number = o.number
                 where o.id in (select min(id) from outbox where due_at <= ? group by number)
                 order by o.attempts, o.id
                 limit ?
                """, CarrierStore::parcel, now.toEpochMilli(), atMost));
    }

    void taken(Parcel parcel, Instant now) {
        file.write(sql -> {
            if (parcel instanceof Parcel.Reply reply) {
                sql.run("update message set acknowledged_at = ? where id = ?", now.toEpochMilli(), reply.messageId());
            }
            return sql.run("delete from outbox where id = ?", parcel.id());
        });
    }

    void notTaken(Parcel parcel) {
        file.write(sql -> sql.run("update outbox set attempts = attempts + 1 where id = ?", parcel.id()));
    }

    Optional<Instant> nextDueAt() {
        return file.read(sql -> sql.find(
                "select due_at from outbox order by due_at limit 1",
                row -> Instant.ofEpochMilli(row.getLong("due_at"))));
    }

    Optional<String> stateOf(long submissionId) {
        return file.read(
                sql -> sql.find("select state from submission where id = ?", row -> row.getString(1), submissionId));
    }

    Optional<HandsetMessage> find(long id) {
        return file.read(sql -> find(sql, id));
    }

    private static Optional<HandsetMessage> find(Sql sql, long id) throws SQLException {
        return sql.find(MESSAGE + "where id = ?", CarrierStore::message, id);
    }

    /// What the handset shows.
    List<HandsetMessage> ofNumber(String number, long afterId) {
        return file.read(sql -> sql.list(
                MESSAGE + "where number = ? and id > ? and delivered order by id",
                CarrierStore::message,
                number,
                afterId));
    }

    List<HandsetMessage> submitted(long afterId, int atMost) {
        return file.read(sql -> sql.list(
                MESSAGE + "where direction = 'RECEIVED' and id > ? order by id limit ?",
                CarrierStore::message,
                afterId,
                atMost));
    }

    List<HandsetMessage> sent(long afterId, int atMost) {
        return file.read(sql -> sql.list(
                MESSAGE + "where direction = 'SENT' and id > ? order by id limit ?",
                CarrierStore::message,
                afterId,
                atMost));
    }

    List<HandsetMessage> latestPerNumber(String digits, int atMost) {
        return file.read(sql -> sql.list(
                MESSAGE
                        + "where id in (select max(id) from message where delivered and number like ? group by number)"
                        + " order by id desc limit ?",
                CarrierStore::message,
                "%" + digits + "%",
                atMost));
    }

    @Override
    public void close() {
        file.close();
    }

    private static void remember(Sql sql, Submission part) throws SQLException {
        sql.run("""
                insert into handset (number, address, peer) values (?, ?, ?)
                    on conflict (number) do update set address = excluded.address, peer = excluded.peer
                """, part.number(), part.address(), part.peer());
    }

    private static List<WaitingPart> waiting(Sql sql, Submission part) throws SQLException {
        return sql.list(
                """
                select id, body from submission
                 where state = 'WAITING' and number = ? and peer = ? and reference = ? and total = ?
                 order by sequence
                """,
                row -> new WaitingPart(row.getLong("id"), row.getBytes("body")),
                part.number(),
                part.peer(),
                part.segment().reference(),
                part.segment().total());
    }

    private static long insertMessage(
            Sql sql, String number, Direction direction, String peer, String text, Instant at, boolean delivered)
            throws SQLException {
        return sql.insert(
                "insert into message (number, direction, peer, text, at, delivered) values (?, ?, ?, ?, ?, ?)",
                number,
                direction.name(),
                peer,
                text,
                at.toEpochMilli(),
                delivered);
    }

    private static String excerpt(Submission part) {
        var text = part.coding().decode(part.segment().body());
        return text.substring(0, Math.min(EXCERPT, text.length()));
    }

    private static Parcel parcel(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        var reply = row.getString("text");
        if (reply != null) {
            var address = row.getString("handset_address");
            return new Parcel.Reply(
                    id,
                    address == null ? row.getString("number").substring(1) : address,
                    row.getString("reply_peer"),
                    row.getLong("message_id"),
                    reply);
        }
        int reference = row.getInt("user_reference");
        var userReference = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(reference);
        return new Parcel.Receipt(
                id,
                row.getString("address"),
                row.getString("peer"),
                row.getLong("submission_id"),
                "DELIVERED".equals(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("at")),
                Instant.ofEpochMilli(row.getLong("done_at")),
                row.getString("excerpt"),
                userReference);
    }

    private static HandsetMessage message(ResultSet row) throws SQLException {
        return new HandsetMessage(
                row.getLong("id"),
                row.getString("number"),
                Direction.valueOf(row.getString("direction")),
                row.getString("peer"),
                row.getString("text"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getBoolean("delivered"),
                instant(row, "acknowledged_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record WaitingPart(long id, byte[] body) {}

    /// A part is kept under its id; the message is there when the part completed it.
    record Accepted(long id, Optional<HandsetMessage> arrived) {}
}
