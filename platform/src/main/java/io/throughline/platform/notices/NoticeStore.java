package io.throughline.platform.notices;

import static java.time.ZoneOffset.UTC;

import io.throughline.engine.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What is known of debts for their notices, and the notices that were given.
@Component
class NoticeStore {
    private final JdbcClient jdbc;
    private final String tenant;

    NoticeStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// What a notice needs beside the portfolio. Printing it shows only the account.
    ///
    /// @param address of the consumer, a line each
    record Debt(String account, String number, List<String> address, String creditorThen, Itemisation itemisation) {
        @Override
        public String toString() {
            return "Debt[" + account + "]";
        }
    }

    /// A notice as it was given.
    record Given(
            String account,
            String language,
            String version,
            String channel,
            LocalDate sent,
            LocalDate periodEnd,
            String html,
            String sha256,
            Instant recordedAt) {
        @Override
        public String toString() {
            return "Given[" + account + ", " + language + ", " + sent + "]";
        }
    }

    Optional<Debt> debt(String account) {
        return jdbc.sql("select * from notices.debt where tenant = :tenant and account_id = :account")
                .param("tenant", tenant)
                .param("account", account)
                .query(NoticeStore::toDebt)
                .optional();
    }

    /// @return whether anything changed
    boolean keep(Debt debt) {
        var figures = debt.itemisation();
        return jdbc.sql("""
                insert into notices.debt as old (tenant, account_id, account_number, address, basis, itemized_on,
                        creditor_then, currency, owed, interest, fees, payments, credits)
                values (:tenant, :account, :number, :address, :basis, :on, :creditor, :currency, :owed, :interest, :fees,
                        :payments, :credits)
                on conflict (tenant, account_id) do update
                   set (account_number, address, basis, itemized_on, creditor_then, currency, owed, interest, fees, payments,
                        credits)
                     = (excluded.account_number, excluded.address, excluded.basis, excluded.itemized_on,
                        excluded.creditor_then, excluded.currency, excluded.owed, excluded.interest, excluded.fees,
                        excluded.payments, excluded.credits)
                 where old is distinct from excluded
                """)
                        .param("tenant", tenant)
                        .param("account", debt.account())
                        .param("number", debt.number())
                        .param("address", String.join("\n", debt.address()))
                        .param("basis", figures.basis().name())
                        .param("on", figures.on())
                        .param("creditor", debt.creditorThen())
                        .param("currency", figures.owed().currency())
                        .param("owed", figures.owed().minor())
                        .param("interest", figures.interest().minor())
                        .param("fees", figures.fees().minor())
                        .param("payments", figures.payments().minor())
                        .param("credits", figures.credits().minor())
                        .update()
                == 1;
    }

    Optional<Given> given(String account, String language) {
        return jdbc.sql("""
                select * from notices.given where tenant = :tenant and account_id = :account and language = :language
                """)
                .param("tenant", tenant)
                .param("account", account)
                .param("language", language)
                .query(NoticeStore::toGiven)
                .optional();
    }

    /// When the first notice about a debt was sent, in whatever language: the period runs from it.
    Optional<LocalDate> firstSent(String account) {
        return jdbc.sql("select min(sent_on) from notices.given where tenant = :tenant and account_id = :account")
                .param("tenant", tenant)
                .param("account", account)
                .query((row, _) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single();
    }

    /// Keeps a notice; of two at the same time the first stays.
    void give(ValidationNotice notice, String account, String channel, String html, Instant now) {
        jdbc.sql("""
                insert into notices.given (tenant, account_id, language, version, channel, sent_on, period_end, html, sha256,
                        recorded_at)
                values (:tenant, :account, :language, :version, :channel, :sent, :end, :html,
                        sha256(convert_to(:html, 'UTF8')), :now)
                on conflict do nothing
                """)
                .param("tenant", tenant)
                .param("account", account)
                .param("language", notice.words().language())
                .param("version", notice.words().version())
                .param("channel", channel)
                .param("sent", notice.period().sent())
                .param("end", notice.period().end())
                .param("html", html)
                .param("now", now.atOffset(UTC))
                .update();
    }

    private static Debt toDebt(ResultSet row, int ignored) throws SQLException {
        var currency = row.getString("currency");
        return new Debt(
                row.getString("account_id"),
                row.getString("account_number"),
                row.getString("address").lines().toList(),
                row.getString("creditor_then"),
                new Itemisation(
                        Itemisation.Basis.valueOf(row.getString("basis")),
                        row.getObject("itemized_on", LocalDate.class),
                        new Money(row.getLong("owed"), currency),
                        new Money(row.getLong("interest"), currency),
                        new Money(row.getLong("fees"), currency),
                        new Money(row.getLong("payments"), currency),
                        new Money(row.getLong("credits"), currency)));
    }

    private static Given toGiven(ResultSet row, int ignored) throws SQLException {
        return new Given(
                row.getString("account_id"),
                row.getString("language"),
                row.getString("version"),
                row.getString("channel"),
                row.getObject("sent_on", LocalDate.class),
                row.getObject("period_end", LocalDate.class),
                row.getString("html"),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant());
    }
}
