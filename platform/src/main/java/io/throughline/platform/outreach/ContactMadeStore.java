package io.throughline.platform.outreach;

import static java.time.ZoneOffset.UTC;

import io.throughline.platform.outreach.ContactRecord.Made;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.ContactFacts.Earlier;
import io.throughline.policy.ContactLaw;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Contacts with a person on every way: our messages, their answers, and what other systems report.
@Component
class ContactMadeStore implements ContactHistory {
    private final JdbcClient jdbc;
    private final String tenant;

    ContactMadeStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// Writes down a contact that another system made. Call with the person locked: a claim that
    /// counts attempts then sees it or comes first.
    void add(String person, ContactReport report, Instant now) {
        jdbc.sql("""
                insert into outreach.contact_made (tenant, customer_id, at, channel, direction, result, debts, address,
                        number_kind, callee, left_message, subject, source, recorded_at, recorded_by)
                values (:tenant, :person, :at, :channel, :direction, :result, :debts, :address, :num, :callee, :left,
                        :subject, :source, :now, :by)
                """)
                .param("tenant", tenant)
                .param("person", person)
                .param("at", report.t().atOffset(UTC))
                .param("channel", report.medium().name())
                .param("direction", report.dir())
                .param("result", report.res())
                .param("debts", report.debts().toArray(String[]::new))
                .param("address", report.endpoint())
                .param("num", report.num())
                .param("callee", report.callee())
                .param("left", report.leftMessage())
                .param("subject", report.subject())
                .param("source", report.source())
                .param("now", now.atOffset(UTC))
                .param("by", report.by())
                .update();
    }

    /// Every contact since an instant, oldest first. A message of ours that was refused or certainly not taken was no
    /// attempt; one of which nothing is known yet was.
    List<Made> since(String person, Instant since) {
        return jdbc.sql("""
                select 'message ' || contact_id as id, coalesce(submitted_at, claimed_at) as at, channel, 'out' as dir,
                       case state when 'DELIVERED' then 'delivered' when 'UNDELIVERABLE' then 'undeliverable'
                                  else 'sent' end as res,
                       account_id as debt, address, null as num, null as callee, false as left_message, subject,
                       'message' as source
                  from outreach.contact
                 where tenant = :tenant and customer_id = :person and purpose in ('OUTREACH', 'RECEIPT')
                   and state <> 'REFUSED' and coalesce(submitted_at, claimed_at) >= :since
                union all
                select 'answer ' || id, i.at, i.channel, 'in', 'consumer_sent', c.account_id, i.address, null, null, false,
                       c.subject, 'message'
                  from outreach.inbound i
                  left join outreach.contact c on c.tenant = i.tenant and c.contact_id = i.contact_id
                 where i.tenant = :tenant and i.customer_id = :person and i.at >= :since
                union all
                select 'reported ' || id, m.at, m.channel, m.direction, m.result, debt, m.address, m.number_kind, m.callee,
                       m.left_message, m.subject, m.source
                  from outreach.contact_made m
                  left join unnest(m.debts) as debt on true
                 where m.tenant = :tenant and m.customer_id = :person and m.at >= :since
                 order by at, id, debt
                """)
                .param("tenant", tenant)
                .param("person", person)
                .param("since", since.atOffset(UTC))
                .query(ContactMadeStore::toMade)
                .list();
    }

    @Override
    public Map<String, List<Past>> of(Collection<String> people, Instant since) {
        var past = new HashMap<String, List<Past>>();
        if (people.isEmpty()) {
            return past;
        }
        jdbc.sql("""
                select customer_id, contact_id as id, coalesce(submitted_at, claimed_at) as at, channel, 'out' as dir,
                       case state when 'DELIVERED' then 'delivered' when 'UNDELIVERABLE' then 'undeliverable'
                                  else 'sent' end as res,
                       account_id as debt, null as num, null as callee, true as left_message, subject, purpose
                  from outreach.contact
                 where tenant = :tenant and customer_id = any (:people) and purpose in ('OUTREACH', 'RECEIPT')
                   and state <> 'REFUSED' and coalesce(submitted_at, claimed_at) >= :since
                union all
                select i.customer_id, 'answer ' || i.id, i.at, case i.channel when 'CALL' then 'VOICE' else i.channel end, 'in', 'consumer_sent', c.account_id, null, null, true,
                       c.subject, null
                  from outreach.inbound i
                  left join outreach.contact c on c.tenant = i.tenant and c.contact_id = i.contact_id
                 where i.tenant = :tenant and i.customer_id = any (:people) and i.at >= :since
                union all
                select m.customer_id, 'reported ' || m.id, m.at, m.channel, m.direction, m.result, debt, m.number_kind,
                       m.callee, m.left_message, m.subject, null
                  from outreach.contact_made m
                  left join unnest(m.debts) as debt on true
                 where m.tenant = :tenant and m.customer_id = any (:people) and m.at >= :since
                """)
                .param("tenant", tenant)
                .param("people", people.toArray(String[]::new))
                .param("since", since.atOffset(UTC))
                .query(row -> {
                    past.computeIfAbsent(row.getString("customer_id"), _ -> new ArrayList<>())
                            .add(toPast(row));
                });
        return past;
    }

    private static Past toPast(ResultSet row) throws SQLException {
        var purpose = row.getString("purpose");
        return new Past(
                row.getString("id"),
                new Earlier(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        word(Medium.valueOf(row.getString("channel"))),
                        row.getString("dir"),
                        row.getString("res"),
                        row.getString("debt"),
                        row.getString("num"),
                        row.getString("callee"),
                        row.getBoolean("left_message"),
                        purpose == null ? "" : ContactLaw.purposeInHistory(Purpose.valueOf(purpose)),
                        row.getString("subject")));
    }

    private static String word(Medium medium) {
        return medium == Medium.VOICE_AUTO ? "voice_prerecorded" : medium.name().toLowerCase(Locale.ROOT);
    }

    private static Made toMade(ResultSet row, int ignored) throws SQLException {
        var channel = Medium.valueOf(row.getString("channel"));
        return new Made(
                row.getString("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                word(channel),
                row.getString("dir"),
                row.getString("res"),
                row.getString("debt"),
                row.getString("address"),
                row.getString("num"),
                row.getString("callee"),
                row.getBoolean("left_message"),
                row.getString("subject"),
                row.getString("source"));
    }
}
