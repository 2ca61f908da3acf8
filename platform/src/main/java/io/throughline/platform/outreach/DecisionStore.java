package io.throughline.platform.outreach;

import static java.time.ZoneOffset.UTC;

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
import java.util.function.Function;
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
    public void keep(List<Made> made, String packs, Instant at) {
        jdbc.sql("""
                insert into outreach.decision (tenant, at, contact_id, case_id, customer_id, account_id, channel, message,
                        verdict, reason, rule, cite, sentence, also, not_before, zones, tzdata, packs)
                select :tenant, :at, w.contact, w.case_id, w.customer, w.account, w.channel, w.message, w.verdict, w.reason,
                       w.rule, w.cite, w.sentence, string_to_array(w.also, chr(31)), w.not_before,
                       string_to_array(w.zones, chr(31)), :tzdata, :packs
                  from unnest(:contacts, :cases, :customers, :accounts, :channels, :messages, :verdicts, :reasons, :rules,
                              :cites, :sentences, :also, :notBefore::timestamptz[], :zones)
                       w(contact, case_id, customer, account, channel, message, verdict, reason, rule, cite, sentence, also,
                         not_before, zones)
                 where (w.verdict::text, w.reason::text, w.not_before, cast(:packs as text)) is distinct from (
                       select (d.verdict, d.reason, d.not_before, d.packs) from outreach.decision d
                        where d.tenant = :tenant and d.contact_id = w.contact order by d.id desc limit 1)
                """)
                .param("tenant", tenant)
                .param("at", at.atOffset(UTC))
                .param("contacts", texts(made, one -> one.contact().id()))
                .param("cases", texts(made, one -> one.contact().caseId()))
                .param("customers", texts(made, one -> one.contact().customerId()))
                .param("accounts", texts(made, one -> one.contact().about().account()))
                .param(
                        "channels",
                        texts(made, one -> one.contact().endpoint().channel().name()))
                .param("messages", texts(made, one -> one.contact().message()))
                .param("verdicts", texts(made, one -> word(one.ruling().verdict())))
                .param("reasons", texts(made, one -> one.ruling().reason()))
                .param("rules", texts(made, one -> one.ruling().rule()))
                .param("cites", texts(made, one -> one.ruling().cite()))
                .param("sentences", texts(made, one -> one.ruling().sentence()))
                .param("also", texts(made, one -> listed(one, Decision::also)))
                .param("notBefore", texts(made, one -> notBefore(one.ruling().verdict())))
                .param("zones", texts(made, one -> listed(one, DecisionStore::zones)))
                .param("tzdata", Policy.tzdata())
                .param("packs", packs)
                .update();
    }

    private static @Nullable String[] texts(List<Made> made, Function<Made, @Nullable String> of) {
        return made.stream().map(of).toArray(String[]::new);
    }

    /// As [#keep] takes them apart: with a character between them that none of them has.
    private static String listed(Made made, Function<Decision, List<String>> of) {
        return String.join("\u001f", made.ruling().decision().map(of).orElse(List.of()));
    }

    private static List<String> zones(Decision decision) {
        return decision.zones().stream().map(ZoneId::getId).toList();
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allow() -> "ALLOW";
            case Verdict.NotBefore _ -> "NOT_BEFORE";
            case Verdict.Require _ -> "REQUIRE";
            case Verdict.Deny _ -> "DENY";
        };
    }

    private static @Nullable String notBefore(Verdict verdict) {
        return verdict instanceof Verdict.NotBefore later ? later.instant().toString() : null;
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
