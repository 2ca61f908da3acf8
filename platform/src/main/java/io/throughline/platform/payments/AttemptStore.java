package io.throughline.platform.payments;

import io.throughline.engine.Effect;
import io.throughline.engine.Money;
import io.throughline.platform.payments.PaymentProcessor.Answer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The SQL of attempts. Each update names the states it may leave.
@Component
class AttemptStore implements Attempts {
    private static final String COLUMNS = """
            key, case_id, step, attempt, amount_minor, currency, state, session_id, url, receipt, paid_minor, paid_currency,
            brand, last_four, reason, unknown_reported, created_at
            """;
    private static final String OPEN_STATES = "state in ('CREATING', 'OPEN', 'UNKNOWN')";
    private final JdbcClient jdbc;
    private final String tenant;

    AttemptStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    @Override
    public Optional<Attempt> begin(Effect.OpenCheckout effect, String caseId, Instant now) {
        jdbc.sql("""
                insert into payments.attempt
                       (tenant, key, case_id, step, attempt, amount_minor, currency, state, created_at, changed_at)
                values (:tenant, :key, :case, :step, :attempt, :minor, :currency, 'CREATING', :now, :now)
                on conflict do nothing
                """)
                .param("tenant", tenant)
                .param("key", effect.key())
                .param("case", caseId)
                .param("step", effect.step())
                .param("attempt", effect.attempt())
                .param("minor", effect.amount().minor())
                .param("currency", effect.amount().currency())
                .param("now", at(now))
                .update();
        return find(effect.key());
    }

    @Override
    public Optional<Attempt> find(String key) {
        return jdbc.sql("select " + COLUMNS + " from payments.attempt where tenant = :tenant and key = :key")
                .param("tenant", tenant)
                .param("key", key)
                .query(AttemptStore::toAttempt)
                .optional();
    }

    @Override
    public Optional<Attempt> findBySession(String sessionId) {
        return jdbc.sql("select " + COLUMNS + " from payments.attempt where tenant = :tenant and session_id = :session")
                .param("tenant", tenant)
                .param("session", sessionId)
                .query(AttemptStore::toAttempt)
                .optional();
    }

    @Override
    public Optional<Attempt> findLive(String caseId, String step) {
        return jdbc.sql("select " + COLUMNS + """
                  from payments.attempt
                 where tenant = :tenant and case_id = :case and step = :step
                   and state in ('CREATING', 'OPEN', 'UNKNOWN', 'PAID')
                """)
                .param("tenant", tenant)
                .param("case", caseId)
                .param("step", step)
                .query(AttemptStore::toAttempt)
                .optional();
    }

    @Override
    public Attempt record(Attempt attempt, Answer answer, Instant now) {
        switch (answer) {
            case Answer.Open open ->
                jdbc.sql("""
                        update payments.attempt
                           set state = 'OPEN', session_id = :session, url = coalesce(:url, url), changed_at = :now
                         where tenant = :tenant and key = :key and
                        """ + OPEN_STATES)
                        .param("session", open.sessionId())
                        .param("url", open.url().isEmpty() ? null : open.url(), java.sql.Types.VARCHAR)
                        .param("now", at(now))
                        .param("tenant", tenant)
                        .param("key", attempt.key())
                        .update();
            case Answer.Paid paid ->
                jdbc.sql("""
                        update payments.attempt
                           set state = 'PAID', session_id = :session, receipt = :receipt, paid_minor = :minor,
                               paid_currency = :currency, brand = :brand, last_four = :four, changed_at = :now
                         where tenant = :tenant and key = :key and
                        """ + OPEN_STATES)
                        .param("session", paid.sessionId())
                        .param("receipt", paid.receipt())
                        .param("minor", paid.amount().minor())
                        .param("currency", paid.amount().currency())
                        .param("brand", paid.brand(), java.sql.Types.VARCHAR)
                        .param("four", paid.lastFour(), java.sql.Types.VARCHAR)
                        .param("now", at(now))
                        .param("tenant", tenant)
                        .param("key", attempt.key())
                        .update();
            case Answer.Closed closed -> settle(attempt, "CLOSED", closed.sessionId(), closed.lastDecline(), now);
            case Answer.Refused refused -> settle(attempt, "REFUSED", attempt.sessionId(), refused.code(), now);
            case Answer.Unknown _ ->
                jdbc.sql("""
                        update payments.attempt set state = 'UNKNOWN', changed_at = :now
                         where tenant = :tenant and key = :key and state in ('OPEN', 'UNKNOWN')
                        """)
                        .param("now", at(now))
                        .param("tenant", tenant)
                        .param("key", attempt.key())
                        .update();
        }
        return find(attempt.key()).orElseThrow();
    }

    @Override
    public Attempt giveUp(Attempt attempt, Instant now) {
        settle(attempt, "CLOSED", null, null, now);
        return find(attempt.key()).orElseThrow();
    }

    @Override
    public boolean markUnknownReported(Attempt attempt) {
        return jdbc.sql("""
                update payments.attempt set unknown_reported = true
                 where tenant = :tenant and key = :key and not unknown_reported
                """).param("tenant", tenant).param("key", attempt.key()).update() == 1;
    }

    private void settle(Attempt attempt, String state, @Nullable String session, @Nullable String reason, Instant now) {
        jdbc.sql("""
                update payments.attempt
                   set state = :state, session_id = coalesce(:session, session_id), reason = :reason, changed_at = :now
                 where tenant = :tenant and key = :key and
                """ + OPEN_STATES)
                .param("state", state)
                .param("session", session, java.sql.Types.VARCHAR)
                .param("reason", reason, java.sql.Types.VARCHAR)
                .param("now", at(now))
                .param("tenant", tenant)
                .param("key", attempt.key())
                .update();
    }

    private static Attempt toAttempt(ResultSet row, int number) throws SQLException {
        long paidMinor = row.getLong("paid_minor");
        String paidCurrency = row.getString("paid_currency");
        return new Attempt(
                row.getString("key"),
                row.getString("case_id"),
                row.getString("step"),
                row.getInt("attempt"),
                new Money(row.getLong("amount_minor"), row.getString("currency")),
                Attempt.State.valueOf(row.getString("state")),
                row.getString("session_id"),
                row.getString("url"),
                row.getString("receipt"),
                paidCurrency == null ? null : new Money(paidMinor, paidCurrency),
                row.getString("brand"),
                row.getString("last_four"),
                row.getString("reason"),
                row.getBoolean("unknown_reported"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
