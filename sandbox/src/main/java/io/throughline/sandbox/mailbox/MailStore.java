package io.throughline.sandbox.mailbox;

import io.throughline.sandbox.mailbox.Mail.Fate;
import io.throughline.sandbox.store.Sql;
import io.throughline.sandbox.store.SqliteFile;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps mails and what is on its way to the platform, in `DIR/sandbox/mail.db`.
final class MailStore implements AutoCloseable {
    private static final String SCHEMA = """
            create table if not exists mail (
              id integer primary key autoincrement,
              address text not null, fate text not null, other text not null, reply_to text not null,
              subject text not null, message_id text not null, refs text not null, list_unsubscribe text not null,
              text text not null, html text not null, at integer not null, acknowledged_at integer);
            create index if not exists mail_of_address on mail (address, id);
            create table if not exists outgoing (
              id integer primary key autoincrement,
              mail_id integer, envelope_from text not null, recipient text not null, raw blob not null,
              attempts integer not null default 0)
            """;
    private static final String MAIL =
            "select id, address, fate, other, reply_to, subject, message_id, refs, list_unsubscribe, text, html, at,"
                    + " acknowledged_at from mail ";

    private final SqliteFile file;

    MailStore(Path folder) {
        this.file = new SqliteFile(folder.resolve("mail.db"), SCHEMA);
    }

    <T> T together(SqliteFile.Work<T> work) {
        return file.write(work);
    }

    Mail keep(Sql sql, String address, Fate fate, String other, Letter letter, Instant at) throws SQLException {
        long id = sql.insert(
                """
                insert into mail (address, fate, other, reply_to, subject, message_id, refs, list_unsubscribe,
                                  text, html, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                address,
                fate.name(),
                other,
                letter.replyTo(),
                letter.subject(),
                letter.messageId(),
                letter.references(),
                letter.listUnsubscribe(),
                letter.text(),
                letter.html(),
                at.toEpochMilli());
        return sql.find(MAIL + "where id = ?", MailStore::mail, id).orElseThrow();
    }

    /// `mailId` is the sent mail whose fate hangs on it; a bounce is nobody's mail.
    void post(Sql sql, @Nullable Long mailId, String envelopeFrom, String recipient, byte[] raw) throws SQLException {
        sql.run(
                "insert into outgoing (mail_id, envelope_from, recipient, raw) values (?, ?, ?, ?)",
                mailId,
                envelopeFrom,
                recipient,
                raw);
    }

    boolean hasOutgoing() {
        return !listOutgoing(1).isEmpty();
    }

    List<Outgoing> listOutgoing(int atMost) {
        return file.read(sql -> sql.list(
                "select id, envelope_from, recipient, raw from outgoing order by attempts, id limit ?",
                row -> new Outgoing(
                        row.getLong("id"),
                        row.getString("envelope_from"),
                        row.getString("recipient"),
                        row.getBytes("raw")),
                atMost));
    }

    void settled(Outgoing outgoing, Fate fate, Instant now) {
        file.write(sql -> {
            sql.run(
                    "update mail set fate = ?, acknowledged_at = ? where id = (select mail_id from outgoing where id = ?)",
                    fate.name(),
                    fate == Fate.TAKEN ? now.toEpochMilli() : null,
                    outgoing.id());
            return sql.run("delete from outgoing where id = ?", outgoing.id());
        });
    }

    void notTaken(Outgoing outgoing) {
        file.write(sql -> sql.run("update outgoing set attempts = attempts + 1 where id = ?", outgoing.id()));
    }

    Optional<Mail> find(long id) {
        return file.read(sql -> sql.find(MAIL + "where id = ?", MailStore::mail, id));
    }

    List<Mail> ofAddress(String address, long afterId) {
        return file.read(
                sql -> sql.list(MAIL + "where address = ? and id > ? order by id", MailStore::mail, address, afterId));
    }

    List<Mail> listSubmitted(long afterId, int atMost) {
        return file.read(sql -> sql.list(
                MAIL + "where fate in ('RECEIVED', 'BOUNCED') and id > ? order by id limit ?",
                MailStore::mail,
                afterId,
                atMost));
    }

    List<Mail> listSent(long afterId, int atMost) {
        return file.read(sql -> sql.list(
                MAIL + "where fate in ('WAITING', 'TAKEN', 'REFUSED') and id > ? order by id limit ?",
                MailStore::mail,
                afterId,
                atMost));
    }

    List<Mail> latestPerAddress(String search, int atMost) {
        return file.read(sql -> sql.list(
                MAIL + "where id in (select max(id) from mail where instr(address, ?) > 0 group by address)"
                        + " order by id desc limit ?",
                MailStore::mail,
                search,
                atMost));
    }

    @Override
    public void close() {
        file.close();
    }

    private static Mail mail(ResultSet row) throws SQLException {
        long acknowledged = row.getLong("acknowledged_at");
        Optional<Instant> acknowledgedAt =
                row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(acknowledged));
        return new Mail(
                row.getLong("id"),
                row.getString("address"),
                Fate.valueOf(row.getString("fate")),
                row.getString("other"),
                row.getString("reply_to"),
                row.getString("subject"),
                row.getString("message_id"),
                row.getString("refs"),
                row.getString("list_unsubscribe"),
                row.getString("text"),
                row.getString("html"),
                Instant.ofEpochMilli(row.getLong("at")),
                acknowledgedAt);
    }

    /// A mail on its way to the platform. An empty envelope sender is the null sender of bounces.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outgoing(long id, String envelopeFrom, String recipient, byte[] raw) {
        @Override
        public String toString() {
            return "outgoing mail " + id;
        }
    }
}
