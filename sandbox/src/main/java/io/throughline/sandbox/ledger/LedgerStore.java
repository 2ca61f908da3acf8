package io.throughline.sandbox.ledger;

import io.throughline.sandbox.ledger.PostingOutcome.KeyReused;
import io.throughline.sandbox.ledger.PostingOutcome.Posted;
import io.throughline.sandbox.ledger.PostingOutcome.PostedBefore;
import io.throughline.sandbox.ledger.PostingOutcome.Refused;
import io.throughline.sandbox.store.Sql;
import io.throughline.sandbox.store.SqliteFile;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The books on disk. Journal and entries are written once: the file itself refuses to change or delete them.
final class LedgerStore implements AutoCloseable {
    private static final String SCHEMA = """
            create table if not exists account(
              id text primary key, customer_id text not null, creditor text not null, currency text not null,
              opening_minor integer not null, due_date text not null, broken_promises integer not null) without rowid;
            create index if not exists account_by_customer on account(customer_id);
            create table if not exists posting(
              seq integer primary key autoincrement, key text not null unique, operation text not null,
              account text not null references account(id), amount_minor integer, currency text,
              receipt text not null unique, posted_at integer not null, canonical text not null, body text not null);
            create index if not exists posting_by_account on posting(account, operation);
            create table if not exists entry(
              posting integer not null references posting(seq), line integer not null, book text not null,
              currency text not null, amount_minor integer not null, primary key(posting, line)) without rowid;
            create index if not exists entry_by_book on entry(book, currency, amount_minor);
            create trigger if not exists posting_stands before update on posting begin
              select raise(abort, 'a posting is never changed'); end;
            create trigger if not exists posting_stays before delete on posting begin
              select raise(abort, 'a posting is never deleted'); end;
            create trigger if not exists entry_stands before update on entry begin
              select raise(abort, 'an entry is never changed'); end;
            create trigger if not exists entry_stays before delete on entry begin
              select raise(abort, 'an entry is never deleted'); end;
            """;

    private static final String ACCOUNT = """
            select a.id, a.customer_id, a.creditor, a.currency, a.opening_minor, a.due_date, a.broken_promises,
                   a.opening_minor + coalesce((select sum(e.amount_minor) from entry e
                                                where e.book = 'receivable:' || a.id and e.currency = a.currency), 0) as balance_minor,
                   exists(select 1 from posting p where p.account = a.id and p.operation = 'post-arrangement') as arranged
              from account a
            """;

    private static final String POSTING =
            "select seq, key, operation, account, amount_minor, currency, receipt, posted_at, body, canonical from posting ";

    private final SqliteFile file;

    LedgerStore(Path dir) {
        file = new SqliteFile(dir.resolve("ledger.sqlite"), SCHEMA);
    }

    /// Adds or changes accounts by id; answers how many rows said something new.
    int load(List<PortfolioRow> rows) {
        return file.write(sql -> {
            try (var upsert = sql.prepare("""
                    insert into account(id, customer_id, creditor, currency, opening_minor, due_date, broken_promises)
                    values (?, ?, ?, ?, ?, ?, ?)
                    on conflict(id) do update set customer_id = excluded.customer_id, creditor = excluded.creditor,
                      currency = excluded.currency, opening_minor = excluded.opening_minor,
                      due_date = excluded.due_date, broken_promises = excluded.broken_promises
                    where (customer_id, creditor, currency, opening_minor, due_date, broken_promises)
                      is not (excluded.customer_id, excluded.creditor, excluded.currency, excluded.opening_minor,
                              excluded.due_date, excluded.broken_promises)
                    """)) {
                for (var row : rows) {
                    upsert.setString(1, row.id());
                    upsert.setString(2, row.customerId());
                    upsert.setString(3, row.creditor());
                    upsert.setString(4, row.currency());
                    upsert.setLong(5, row.balanceMinor());
                    upsert.setString(6, row.dueDate().toString());
                    upsert.setInt(7, row.brokenPromises());
                    upsert.addBatch();
                }
                int told = 0;
                for (int count : upsert.executeBatch()) {
                    told += count;
                }
                return told;
            }
        });
    }

    long accounts() {
        return file.read(sql -> sql.number("select count(*) from account"));
    }

    Optional<Account> account(String id) {
        return file.read(sql -> account(sql, id));
    }

    /// Posts once per key. Deciding and writing are one transaction, so two callers with one key make one posting.
    PostingOutcome post(String key, PostingRequest request, Instant now) {
        return file.write(sql -> {
            String canonical = request.canonical();
            var before = sql.find(
                    POSTING + "where key = ?", row -> new Known(posting(row), row.getString("canonical")), key);
            if (before.isPresent()) {
                return before.get().canonical().equals(canonical)
                        ? new PostedBefore(before.get().posting())
                        : new KeyReused();
            }
            var account = account(sql, request.account());
            if (account.isEmpty()) {
                return new Refused("account-unknown", "no account " + request.account());
            }
            var refusal = request.refusal(account.get());
            if (refusal.isPresent()) {
                return refusal.get();
            }
            return new Posted(write(sql, key, request, canonical, account.get(), now));
        });
    }

    private record Known(Posting posting, String canonical) {}

    private static Posting write(
            Sql sql, String key, PostingRequest request, String canonical, Account account, Instant now)
            throws SQLException {
        long seq = sql.number("select coalesce(max(seq), 0) + 1 from posting");
        String receipt = String.format(Locale.ROOT, "LR-%08d", seq);
        Long amount = request.amountMinor();
        String currency = amount == null ? null : account.currency();
        String body = request.body().toString();
        sql.run(
                "insert into posting(seq, key, operation, account, amount_minor, currency, receipt, posted_at, canonical, body)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                seq,
                key,
                request.operation(),
                account.id(),
                amount,
                currency,
                receipt,
                now.toEpochMilli(),
                canonical,
                body);
        if (amount != null && request.operation().equals(PostingRequest.PAYMENT)) {
            enter(sql, seq, 1, "cash:collections", account.currency(), amount);
            enter(sql, seq, 2, "receivable:" + account.id(), account.currency(), -amount);
        }
        return new Posting(seq, key, request.operation(), account.id(), amount, currency, receipt, millis(now), body);
    }

    private static Instant millis(Instant now) {
        return Instant.ofEpochMilli(now.toEpochMilli());
    }

    private static void enter(Sql sql, long posting, int line, String book, String currency, long amountMinor)
            throws SQLException {
        sql.run(
                "insert into entry(posting, line, book, currency, amount_minor) values (?, ?, ?, ?, ?)",
                posting,
                line,
                book,
                currency,
                amountMinor);
    }

    List<Posting> byKey(String key) {
        return file.read(sql -> sql.list(POSTING + "where key = ?", LedgerStore::posting, key));
    }

    List<Posting> after(long seq, int limit) {
        return file.read(
                sql -> sql.list(POSTING + "where seq > ? order by seq limit ?", LedgerStore::posting, seq, limit));
    }

    List<Posting> newest(long beforeSeq, String search, int limit) {
        return file.read(sql -> sql.list(
                POSTING
                        + "where seq < ? and (? = '' or account = ? or key = ? or receipt = ?) order by seq desc limit ?",
                LedgerStore::posting,
                beforeSeq,
                search,
                search,
                search,
                search,
                limit));
    }

    /// Accounts in order of id, after one of them; a search finds ids that begin so, and accounts of a customer.
    List<Account> accounts(String afterId, String search, int limit) {
        if (search.isEmpty()) {
            return file.read(sql ->
                    sql.list(ACCOUNT + "where a.id > ? order by a.id limit ?", LedgerStore::account, afterId, limit));
        }
        return file.read(sql -> sql.list(
                ACCOUNT + "where a.id > ? and (a.customer_id = ? or (a.id >= ? and a.id < ?)) order by a.id limit ?",
                LedgerStore::account,
                afterId,
                search,
                search,
                search + Character.MAX_VALUE,
                limit));
    }

    /// What the journal holds in all.
    LedgerTotals totals() {
        return file.read(sql -> {
            var posted = new TreeMap<String, Long>();
            sql.list(
                            "select currency, sum(amount_minor) from posting where operation = 'post-payment' group by currency",
                            row -> new Sum(row.getString(1), row.getLong(2)))
                    .forEach(sum -> posted.put(sum.name(), sum.amount()));
            var operations = new TreeMap<String, Long>();
            sql.list(
                            "select operation, count(*) from posting group by operation",
                            row -> new Sum(row.getString(1), row.getLong(2)))
                    .forEach(sum -> operations.put(sum.name(), sum.amount()));
            long unbalanced = sql.number("""
                    select count(*) from (select 1 from entry group by posting, currency having sum(amount_minor) <> 0)""");
            var doubled = sql.list("""
                    select json_extract(body, '$.receipt') as r from posting where operation = 'post-payment'
                     group by r having count(*) > 1 order by r limit 100""", row -> row.getString(1));
            return new LedgerTotals(posted, operations, unbalanced, doubled);
        });
    }

    private record Sum(String name, long amount) {}

    private static Optional<Account> account(Sql sql, String id) throws SQLException {
        return sql.find(ACCOUNT + "where a.id = ?", LedgerStore::account, id);
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getString("id"),
                row.getString("customer_id"),
                row.getString("creditor"),
                row.getString("currency"),
                row.getLong("balance_minor"),
                row.getLong("opening_minor"),
                LocalDate.parse(row.getString("due_date")),
                row.getInt("broken_promises"),
                row.getBoolean("arranged"));
    }

    private static Posting posting(ResultSet row) throws SQLException {
        return new Posting(
                row.getLong("seq"),
                row.getString("key"),
                row.getString("operation"),
                row.getString("account"),
                wholeOrNull(row, "amount_minor"),
                row.getString("currency"),
                row.getString("receipt"),
                Instant.ofEpochMilli(row.getLong("posted_at")),
                row.getString("body"));
    }

    private static @Nullable Long wholeOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    @Override
    public void close() {
        file.close();
    }
}
