package io.throughline.platform.outreach;

import static java.time.ZoneOffset.UTC;

import io.throughline.policy.ContactRuling;
import io.throughline.policy.Verdict;
import io.throughline.policy.pack.Decision;
import io.throughline.policy.pack.Policy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The SQL of decisions. Rows are added, never changed.
@Component
class DecisionStore implements Decisions {
    private final JdbcClient jdbc;
    private final String tenant;

    DecisionStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    @Override
    public void keep(Contact contact, ContactRuling ruling, String packs, Instant at) {
        var decision = ruling.decision();
        jdbc.sql("""
                insert into outreach.decision (tenant, at, contact_id, case_id, customer_id, account_id, channel, message,
                        verdict, reason, rule, cite, sentence, also, not_before, zones, tzdata, packs)
                select :tenant, :at, :contact, :case, :customer, :account, :channel, :message, :verdict, :reason, :rule,
                       :cite, :sentence, :also, :notBefore, :zones, :tzdata, :packs
                 where (cast(:verdict as text), cast(:reason as text), cast(:notBefore as timestamptz), cast(:packs as text))
                       is distinct from (
                       select (verdict, reason, not_before, packs) from outreach.decision
                        where tenant = :tenant and contact_id = :contact order by id desc limit 1)
                """)
                .param("tenant", tenant)
                .param("at", at.atOffset(UTC))
                .param("contact", contact.id())
                .param("case", contact.caseId())
                .param("customer", contact.customerId())
                .param("account", contact.about().account())
                .param("channel", contact.endpoint().channel().name())
                .param("message", contact.message())
                .param("verdict", word(ruling.verdict()))
                .param("reason", ruling.reason())
                .param("rule", ruling.rule())
                .param("cite", ruling.cite())
                .param("sentence", ruling.sentence())
                .param("also", decision.map(Decision::also).orElse(List.of()).toArray(String[]::new))
                .param("notBefore", notBefore(ruling.verdict()))
                .param(
                        "zones",
                        decision.map(Decision::zones).orElse(List.of()).stream()
                                .map(ZoneId::getId)
                                .toArray(String[]::new))
                .param("tzdata", Policy.tzdata())
                .param("packs", packs)
                .update();
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allow() -> "ALLOW";
            case Verdict.NotBefore _ -> "NOT_BEFORE";
            case Verdict.Require _ -> "REQUIRE";
            case Verdict.Deny _ -> "DENY";
        };
    }

    private static @Nullable OffsetDateTime notBefore(Verdict verdict) {
        return verdict instanceof Verdict.NotBefore later ? later.instant().atOffset(UTC) : null;
    }

    /// What was not sent to a person since an instant, and why: the last answer on each message, unless it went.
    List<Map<String, Object>> notSent(String person, Instant since) {
        return jdbc.sql("""
                select * from (
                    select distinct on (contact_id) * from outreach.decision
                     where tenant = :tenant and customer_id = :person and at >= :since
                     order by contact_id, id desc) as last
                 where verdict <> 'ALLOW' order by at, id
                """)
                .param("tenant", tenant)
                .param("person", person)
                .param("since", since.atOffset(UTC))
                .query(DecisionStore::told)
                .list();
    }

    /// How many messages are not sent, by the reason of the last answer.
    Map<String, Long> countNotSent() {
        var counts = new LinkedHashMap<String, Long>();
        jdbc.sql("""
                select reason, count(*) as messages from (
                    select distinct on (contact_id) reason, verdict from outreach.decision
                     where tenant = :tenant order by contact_id, id desc) as last
                 where verdict <> 'ALLOW' group by reason order by reason
                """).param("tenant", tenant).query(row -> {
            counts.put(row.getString("reason"), row.getLong("messages"));
        });
        return counts;
    }

    private static Map<String, Object> told(ResultSet row, int ignored) throws SQLException {
        var told = new LinkedHashMap<String, Object>();
        told.put("at", instant(row, "at").toString());
        told.put("message", row.getString("message"));
        told.put("channel", row.getString("channel").toLowerCase(java.util.Locale.ROOT));
        told.put(
                "verdict",
                row.getString("verdict").toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        told.put("reason", row.getString("reason"));
        told.put("rule", row.getString("rule"));
        told.put("cite", row.getString("cite"));
        told.put("why", row.getString("sentence"));
        if (row.getObject("not_before") != null) {
            told.put("not_before", instant(row, "not_before").toString());
        }
        told.put("packs", row.getString("packs"));
        return told;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
