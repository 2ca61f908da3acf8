package io.throughline.platform.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Keeps one-time codes: six digits, five minutes, five tries, used once, bound to the session that asked. Only the
/// newest one counts. How many go out is capped by customer, number, network address and tenant.
final class CodeStore {
    static final Duration LIFETIME = Duration.ofMinutes(5);
    static final Duration CAP_WINDOW = Duration.ofMinutes(15);
    static final int CAP = 3;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);
    static final int TRIES = 5;
    /// A second click on the same form is the same use.
    static final Duration SAME_CLICK = Duration.ofMinutes(1);

    private static final Duration DOUBLE_CLICK = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Secrets secrets;
    private final InstantSource clock;
    private final String tenant;
    private final CodeCaps caps;

    CodeStore(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Secrets secrets,
            InstantSource clock,
            String tenant,
            CodeCaps caps) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.secrets = secrets;
        this.clock = clock;
        this.tenant = tenant;
        this.caps = caps;
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

    /// A new code that counts against every cap.
    ///
    /// @param phone where it goes
    /// @param address network address from which it is asked for
    Issue issue(Visitor visitor, String phone, String address) {
        return Objects.requireNonNull(transactions.execute(_ -> issueLocked(visitor, phone, address)));
    }

    private Issue issueLocked(Visitor visitor, String phone, String address) {
        var number = secrets.hash("number", phone);
        var place = CodeCaps.counts(address) ? secrets.hash("address", address) : "";
        // two tabs asking at once must not pass a cap together; always in this order
        lock(visitor.customerId());
        lock(number);
        lock(place);
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
        if (isCapped(visitor, number, place, now)) {
            return new Issue.TooMany();
        }
        var code = secrets.code();
        long id = jdbc.sql("""
                insert into identity.codes
                       (tenant, customer_id, session_hash, code_hash, ending_in, sent_at, expires_at, number_hash,
                        address_hash)
                values (:tenant, :customer, decode(:session, 'hex'), decode(:hash, 'hex'), :ending, :now, :expires,
                        decode(:number, 'hex'), decode(nullif(:place, ''), 'hex'))
                returning id
                """)
                .params(Map.of(
                        "tenant", tenant,
                        "customer", visitor.customerId(),
                        "session", visitor.session(),
                        "hash", hash(visitor, code),
                        "ending", ending(phone),
                        "now", Sql.time(now),
                        "expires", Sql.time(now.plus(LIFETIME)),
                        "number", number,
                        "place", place))
                .query(Long.class)
                .single();
        return new Issue.Fresh(id, code);
    }

    private void lock(String who) {
        if (!who.isEmpty()) {
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:who, 5))")
                    .param("who", tenant + "|" + who)
                    .query((_, _) -> true)
                    .single();
        }
    }

    private boolean isCapped(Visitor visitor, String number, String place, Instant now) {
        return isReached(CAP, "customer_id = :value", visitor.customerId(), now.minus(CAP_WINDOW))
                || isReached(caps.numberADay(), "number_hash = decode(:value, 'hex')", number, now.minus(DAY))
                || (!place.isEmpty()
                        && isReached(
                                caps.addressAnHour(), "address_hash = decode(:value, 'hex')", place, now.minus(HOUR)))
                || isReached(caps.tenantAnHour(), "tenant = :value", tenant, now.minus(HOUR));
    }

    /// @param by a condition of this class on `:value`
    private boolean isReached(int most, String by, String value, Instant since) {
        return jdbc.sql("select count(*) >= :most from (select from identity.codes where tenant = :tenant and " + by
                        + " and sent_at > :since limit :most) as recent")
                .params(Map.of("most", most, "tenant", tenant, "value", value, "since", Sql.time(since)))
                .query(Boolean.class)
                .single();
    }

    /// The last two digits, by which people know a number of theirs.
    static String ending(String phone) {
        return phone.substring(Math.max(0, phone.length() - 2));
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
