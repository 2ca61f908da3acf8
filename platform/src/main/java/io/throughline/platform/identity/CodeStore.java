package io.throughline.platform.identity;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Keeps one-time codes: six digits, five minutes, five tries, used once, bound to the session that asked. Only the
/// newest
/// one counts.
final class CodeStore {
    static final Duration LIFETIME = Duration.ofMinutes(5);
    static final Duration CAP_WINDOW = Duration.ofMinutes(15);
    static final int CAP = 3;
    static final int TRIES = 5;
    /// A second click on the same form is the same use.
    static final Duration SAME_CLICK = Duration.ofMinutes(1);

    private static final Duration DOUBLE_CLICK = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Secrets secrets;
    private final InstantSource clock;
    private final String tenant;

    CodeStore(
            JdbcClient jdbc, TransactionOperations transactions, Secrets secrets, InstantSource clock, String tenant) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.secrets = secrets;
        this.clock = clock;
        this.tenant = tenant;
    }

    enum Check {
        RIGHT,
        WRONG,
        /// There is none, or its time or tries are over.
        NONE
    }

    /// What came of asking for a code.
    sealed interface Issue {
        record Fresh(long id, String code) implements Issue {
            @Override
            public String toString() {
                return "Fresh[" + id + "]";
            }
        }

        /// One went out a moment ago: the same click.
        record OnItsWay() implements Issue {}

        record TooMany() implements Issue {}
    }

    /// A new code that counts against the customer's cap.
    Issue issue(Visitor visitor, String endingIn) {
        return Objects.requireNonNull(transactions.execute(_ -> issueLocked(visitor, endingIn)));
    }

    private Issue issueLocked(Visitor visitor, String endingIn) {
        // two tabs asking at once must not pass the cap together
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:who, 5))")
                .param("who", tenant + "|" + visitor.customerId())
                .query((_, _) -> true)
                .single();
        var now = clock.instant();
        boolean justSent = jdbc.sql("""
                select exists (select from identity.codes
                                where tenant = :tenant and session_hash = decode(:session, 'hex')
                                  and used_at is null and sent_at > :since)
                """)
                .params(Map.of(
                        "tenant", tenant, "session", visitor.session(), "since", Sql.time(now.minus(DOUBLE_CLICK))))
                .query(Boolean.class)
                .single();
        if (justSent) {
            return new Issue.OnItsWay();
        }
        long recent = jdbc.sql("""
                select count(*) from identity.codes
                 where tenant = :tenant and customer_id = :customer and sent_at > :since
                """)
                .params(Map.of(
                        "tenant", tenant, "customer", visitor.customerId(), "since", Sql.time(now.minus(CAP_WINDOW))))
                .query(Long.class)
                .single();
        if (recent >= CAP) {
            return new Issue.TooMany();
        }
        var code = secrets.code();
        long id = jdbc.sql("""
                insert into identity.codes
                       (tenant, customer_id, session_hash, code_hash, ending_in, sent_at, expires_at)
                values (:tenant, :customer, decode(:session, 'hex'), decode(:hash, 'hex'), :ending, :now, :expires)
                returning id
                """)
                .params(Map.of(
                        "tenant", tenant,
                        "customer", visitor.customerId(),
                        "session", visitor.session(),
                        "hash", hash(visitor, code),
                        "ending", endingIn,
                        "now", Sql.time(now),
                        "expires", Sql.time(now.plus(LIFETIME))))
                .query(Long.class)
                .single();
        return new Issue.Fresh(id, code);
    }

    /// Takes back a code that could not be sent.
    void withdraw(Issue.Fresh issued) {
        jdbc.sql("delete from identity.codes where tenant = :tenant and id = :id")
                .params(Map.of("tenant", tenant, "id", issued.id()))
                .update();
    }

    /// Where the session's newest code went, if it can still be used.
    Optional<String> live(Visitor visitor) {
        return jdbc.sql("""
                select ending_in, used_at, expires_at, tries from identity.codes
                 where tenant = :tenant and session_hash = decode(:session, 'hex')
                 order by id desc limit 1
                """)
                .params(Map.of("tenant", tenant, "session", visitor.session()))
                .query((row, _) -> row.getObject("used_at") == null
                                && row.getInt("tries") < TRIES
                                && row.getObject("expires_at", OffsetDateTime.class)
                                        .toInstant()
                                        .isAfter(clock.instant())
                        ? row.getString("ending_in")
                        : "")
                .optional()
                .filter(ending -> !ending.isEmpty());
    }

    /// Spends a try. It is counted before the code is looked at, so that parallel guesses cannot outrun the limit.
    Check check(Visitor visitor, String given) {
        var now = clock.instant();
        var newest = jdbc.sql("""
                with newest as (
                  select tenant, id from identity.codes
                   where tenant = :tenant and session_hash = decode(:session, 'hex')
                   order by id desc limit 1)
                update identity.codes c
                   set tries = case when c.used_at is null then c.tries + 1 else c.tries end
                  from newest
                 where c.tenant = newest.tenant and c.id = newest.id
                   and (c.used_at is null and c.tries < :most and c.expires_at > :now or c.used_at > :sameClick)
                returning c.id, c.code_hash
                """)
                .params(Map.of(
                        "tenant", tenant,
                        "session", visitor.session(),
                        "most", TRIES,
                        "now", Sql.time(now),
                        "sameClick", Sql.time(now.minus(SAME_CLICK))))
                .query((row, _) -> Map.entry(row.getLong("id"), HexFormat.of().formatHex(row.getBytes("code_hash"))))
                .optional();
        if (newest.isEmpty()) {
            return Check.NONE;
        }
        return Secrets.same(newest.get().getValue(), hash(visitor, given)) ? Check.RIGHT : Check.WRONG;
    }

    /// Marks the session's newest code used. Whoever asked has shown the right code and whatever else was asked.
    void use(Visitor visitor) {
        jdbc.sql("""
                update identity.codes set used_at = :now
                 where tenant = :tenant and used_at is null
                   and id = (select max(id) from identity.codes
                              where tenant = :tenant and session_hash = decode(:session, 'hex'))
                """)
                .params(Map.of("tenant", tenant, "session", visitor.session(), "now", Sql.time(clock.instant())))
                .update();
    }

    private String hash(Visitor visitor, String code) {
        return secrets.hash("code", visitor.session() + "|" + code);
    }
}
