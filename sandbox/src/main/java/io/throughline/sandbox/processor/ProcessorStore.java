package io.throughline.sandbox.processor;

import io.throughline.sandbox.store.Sql;
import io.throughline.sandbox.store.SqliteFile;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The processor's record. Objects are kept as the documents the API shows; what is searched for has a column beside
/// them.
final class ProcessorStore implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String SCHEMA = """
            create table if not exists counter(n integer not null);
            insert into counter(n) select 0 where not exists (select 1 from counter);
            create table if not exists session(
              seq integer primary key autoincrement, id text not null unique, open integer not null,
              expires_at integer not null, intent text, plan text not null, doc text not null);
            create index if not exists session_open on session(expires_at) where open = 1;
            create index if not exists session_by_intent on session(intent) where intent is not null;
            create table if not exists intent(
              seq integer primary key autoincrement, id text not null unique, session text, version text not null,
              doc text not null);
            create table if not exists charge(
              seq integer primary key autoincrement, id text not null unique, intent text not null,
              succeeded integer not null, amount_minor integer not null, currency text not null,
              case_ref text, attempt_ref text, created_at integer not null, doc text not null);
            create index if not exists charge_by_intent on charge(intent);
            create unique index if not exists one_success_per_intent on charge(intent) where succeeded = 1;
            create table if not exists challenge(
              id text primary key, intent text not null, brand text not null, last4 text not null, open integer not null);
            create index if not exists challenge_by_intent on challenge(intent);
            create table if not exists call(
              key text primary key, fingerprint text not null, status integer not null, body text not null,
              created_at integer not null);
            create table if not exists event(
              id text primary key, type text not null, created_at integer not null, doc text not null);
            create table if not exists delivery(
              seq integer primary key autoincrement, event text not null references event(id), due_at integer not null,
              attempts integer not null default 0, done integer not null default 0, answer text);
            create index if not exists delivery_due on delivery(due_at) where done = 0;
            """;

    private final SqliteFile file;

    ProcessorStore(Path dir) {
        file = new SqliteFile(dir.resolve("processor.sqlite"), SCHEMA);
    }

    <T> T write(SqliteFile.Work<T> work) {
        return file.write(work);
    }

    <T> T read(SqliteFile.Work<T> work) {
        return file.read(work);
    }

    /// A session and what it will make of a payment.
    record Session(ObjectNode doc, Instant expiresAt, ObjectNode plan) {
        String id() {
            return doc.path("id").asString();
        }

        boolean isOpen() {
            return doc.path("status").asString().equals("open");
        }

        @Nullable
        String intent() {
            return doc.path("payment_intent").isString()
                    ? doc.path("payment_intent").stringValue()
                    : null;
        }
    }

    void add(Sql sql, Session session) throws SQLException {
        sql.run(
                "insert into session(id, open, expires_at, plan, doc) values (?, 1, ?, ?, ?)",
                session.id(),
                session.expiresAt().toEpochMilli(),
                session.plan().toString(),
                session.doc().toString());
    }

    void keep(Sql sql, Session session) throws SQLException {
        sql.run(
                "update session set open = ?, intent = ?, doc = ? where id = ?",
                session.isOpen() ? 1 : 0,
                session.intent(),
                session.doc().toString(),
                session.id());
    }

    Optional<Session> session(Sql sql, String id) throws SQLException {
        return sql.find("select expires_at, plan, doc from session where id = ?", ProcessorStore::session, id);
    }

    Optional<Session> sessionOfIntent(Sql sql, String intent) throws SQLException {
        return sql.find("select expires_at, plan, doc from session where intent = ?", ProcessorStore::session, intent);
    }

    /// Open sessions whose time is over.
    List<String> overdue(Instant now, int limit) {
        return read(sql -> sql.list(
                "select id from session where open = 1 and expires_at <= ? order by expires_at limit ?",
                row -> row.getString(1),
                now.toEpochMilli(),
                limit));
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                object(row.getString("doc")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                object(row.getString("plan")));
    }

    void addIntent(Sql sql, ObjectNode doc, @Nullable String session, String version) throws SQLException {
        sql.run(
                "insert into intent(id, session, version, doc) values (?, ?, ?, ?)",
                doc.path("id").asString(),
                session,
                version,
                doc.toString());
    }

    void keepIntent(Sql sql, ObjectNode doc) throws SQLException {
        sql.run(
                "update intent set doc = ? where id = ?",
                doc.toString(),
                doc.path("id").asString());
    }

    Optional<ObjectNode> intent(Sql sql, String id) throws SQLException {
        return document(sql, "intent", id);
    }

    String versionOfIntent(Sql sql, String id) throws SQLException {
        return sql.find("select version from intent where id = ?", row -> row.getString(1), id)
                .orElse(StripeApi.VERSION);
    }

    void addCharge(Sql sql, ObjectNode doc, Instant now) throws SQLException {
        var metadata = doc.path("metadata");
        sql.run(
                "insert into charge(id, intent, succeeded, amount_minor, currency, case_ref, attempt_ref, created_at, doc)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                doc.path("id").asString(),
                doc.path("payment_intent").asString(),
                doc.path("paid").asBoolean(false) ? 1 : 0,
                doc.path("amount").asLong(),
                doc.path("currency").asString(),
                metadata.path("case").asString(null),
                metadata.path("attempt").asString(null),
                now.toEpochMilli(),
                doc.toString());
    }

    /// A document by kind (`session`, `intent`, `charge`) and id.
    Optional<ObjectNode> document(Sql sql, String kind, String id) throws SQLException {
        return sql.find("select doc from " + kind + " where id = ?", row -> object(row.getString(1)), id);
    }

    static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }

    @Override
    public void close() {
        file.close();
    }
}
