package io.throughline.platform.campaigns;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Campaigns in PostgreSQL.
@Component
class CampaignStore {
    private final JdbcClient jdbc;
    private final String tenant;

    CampaignStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// @return false when there is one of that name
    boolean add(Campaign campaign) {
        var pace = campaign.pace();
        return jdbc.sql("""
                        insert into campaigns.campaign (tenant, id, workflow, condition, state, per_minute, at_persons, waiting,
                               matched, released_at, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                        .params(tenant, campaign.id(), campaign.workflow(), campaign.condition())
                        .params(campaign.state().word(), pace.perMinute())
                        .param(pace.atPersons())
                        .param(pace.waiting())
                        .param(campaign.matched())
                        .params(time(campaign.releasedAt()), time(campaign.createdAt()))
                        .update()
                == 1;
    }

    List<Campaign> all() {
        return jdbc.sql("select * from campaigns.campaign where tenant = ? order by created_at desc, id")
                .param(tenant)
                .query(CampaignStore::campaign)
                .list();
    }

    Optional<Campaign> find(String id) {
        return one("select * from campaigns.campaign where tenant = ? and id = ?", id);
    }

    /// Locks it against other changes until the transaction ends.
    Optional<Campaign> lock(String id) {
        return one("select * from campaigns.campaign where tenant = ? and id = ? for update", id);
    }

    /// Lets nobody hold or stop it until the transaction ends; a claim asks so.
    Optional<Campaign> share(String id) {
        return one("select * from campaigns.campaign where tenant = ? and id = ? for share", id);
    }

    private Optional<Campaign> one(String sql, String id) {
        return jdbc.sql(sql).params(tenant, id).query(CampaignStore::campaign).optional();
    }

    /// One that runs and has something to do, and that no other node is busy with, least recently released first;
    /// locked.
    Optional<Campaign> lockRunning(Instant releasedBefore, Instant now) {
        return jdbc.sql("""
                select * from campaigns.campaign
                 where tenant = ? and state = 'running' and released_at <= ? and coalesce(next_at, '-infinity') <= ?
                 order by released_at limit 1 for update skip locked
                """)
                .params(tenant, time(releasedBefore), time(now))
                .query(CampaignStore::campaign)
                .optional();
    }

    /// Whatever it waited for, it looks again.
    void stand(String id, Campaign.State state) {
        jdbc.sql("update campaigns.campaign set state = ?, next_at = null where tenant = ? and id = ?")
                .params(state.word(), tenant, id)
                .update();
    }

    /// Takes the turn, with what has been earned until now.
    void turn(String id, double credit, Instant now) {
        jdbc.sql("update campaigns.campaign set credit = ?, released_at = ? where tenant = ? and id = ?")
                .params(credit, time(now), tenant, id)
                .update();
    }

    /// Notes that more of its accounts were planned. What it may let out is reckoned from when all are.
    ///
    /// @param to the account it was planned to
    void planned(String id, String to, int accounts, boolean isAll, Instant now) {
        jdbc.sql("""
                update campaigns.campaign
                   set last_id = ?, planned = planned + ?, credit = 0, released_at = ?, filled = ?,
                       matched = case when ? then planned + ? else matched end
                 where tenant = ? and id = ?
                """)
                .params(to, accounts, time(now), isAll, isAll, accounts, tenant, id)
                .update();
    }

    /// What is let out is not earned any more.
    void spend(String id, int cases) {
        jdbc.sql("update campaigns.campaign set credit = greatest(0, credit - ?) where tenant = ? and id = ?")
                .params(cases, tenant, id)
                .update();
    }

    void opened(String id, int cases) {
        jdbc.sql("update campaigns.campaign set opened = opened + ? where tenant = ? and id = ?")
                .params(cases, tenant, id)
                .update();
    }

    /// Nothing of it can be let out before this instant.
    void rest(String id, Instant until) {
        jdbc.sql("update campaigns.campaign set next_at = ? where tenant = ? and id = ?")
                .params(time(until), tenant, id)
                .update();
    }

    void join(String campaign, List<String> cases, List<String> accounts) {
        jdbc.sql("""
                insert into campaigns.member (tenant, campaign, case_id, account_id)
                select ?, ?, * from unnest(?::uuid[], ?::text[]) on conflict do nothing
                """)
                .params(tenant, campaign)
                .param(cases.stream().map(UUID::fromString).toArray(UUID[]::new))
                .param(accounts.toArray(String[]::new))
                .update();
    }

    void changed(String campaign, Instant at, String who, String what, String reason) {
        jdbc.sql("insert into campaigns.change (tenant, campaign, at, who, what, reason) values (?, ?, ?, ?, ?, ?)")
                .params(tenant, campaign, time(at), who, what, reason)
                .update();
    }

    record Change(Instant at, String who, String what, String reason) {}

    List<Change> changes(String campaign) {
        return jdbc.sql(
                        "select at, who, what, reason from campaigns.change where tenant = ? and campaign = ? order by number")
                .params(tenant, campaign)
                .query((row, _) -> new Change(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("who"),
                        row.getString("what"),
                        row.getString("reason")))
                .list();
    }

    /// Its cases by how they stand: an outcome, an exception's name, or what they wait for.
    Map<String, Long> standings(String campaign) {
        return counts("""
                select coalesce(case_row.outcome,
                                case when case_row.status = 'EXCEPTION' then 'exception: ' || case_row.at_step end,
                                'waits for ' || lower(case_row.awaiting)) as name, count(*) as count
                  from campaigns.member
                  join cases.case_row on case_row.tenant = member.tenant and case_row.id = member.case_id
                 where member.tenant = ? and member.campaign = ? group by 1 order by 2 desc, 1
                """, campaign);
    }

    /// Its messages that policy or the campaign itself has refused, by the rule, from the evidence.
    Map<String, Long> notSent(String campaign) {
        return counts("""
                select coalesce(e.one -> 2 ->> 'rule', 'not told') as name, count(*) as count
                  from (select l.body::json -> 'events' as events
                          from campaigns.member
                          join cases.event l on l.tenant = member.tenant and l.case_id = member.case_id
                         where member.tenant = ? and member.campaign = ? and l.body like '%["contact-denied"%') link
                  cross join lateral json_array_elements(link.events) as e(one)
                 where e.one ->> 0 = 'contact-denied'
                 group by 1 order by 2 desc, 1
                """, campaign);
    }

    private Map<String, Long> counts(String sql, String campaign) {
        var counts = new java.util.LinkedHashMap<String, Long>();
        jdbc.sql(sql).params(tenant, campaign).query(row -> {
            counts.put(row.getString("name"), row.getLong("count"));
        });
        return counts;
    }

    long withPersons(String campaign) {
        return count("""
                select count(*) from campaigns.member
                  join cases.case_row on case_row.tenant = member.tenant and case_row.id = member.case_id
                 where member.tenant = ? and member.campaign = ? and case_row.queue is not null
                """, campaign);
    }

    long sent(String campaign) {
        return count("""
                select count(*) from campaigns.member
                  join outreach.contact on contact.tenant = member.tenant and contact.case_id = member.case_id::text
                 where member.tenant = ? and member.campaign = ? and contact.state in ('SENT', 'DELIVERED', 'UNKNOWN')
                """, campaign);
    }

    long waiting(String campaign) {
        return count("""
                select count(*) from campaigns.member
                  join cases.effect on effect.tenant = member.tenant and effect.case_id = member.case_id
                 where member.tenant = ? and member.campaign = ? and effect.kind = 'Contact'
                """, campaign);
    }

    /// Those that wait for an instant to come, such as the hours in which they may be sent.
    long held(String campaign, Instant now) {
        return jdbc.sql("""
                select count(*) from cases.effect
                  join campaigns.member on member.tenant = effect.tenant and member.case_id = effect.case_id
                 where member.tenant = ? and member.campaign = ? and effect.kind = 'Contact' and effect.due_at > ?
                """)
                .params(tenant, campaign, time(now))
                .query(Long.class)
                .single();
    }

    /// Lets its messages ask again at once, after it was held.
    void wake(String campaign, Instant now) {
        jdbc.sql("""
                update cases.effect set due_at = ?
                  from campaigns.member
                 where effect.tenant = member.tenant and effect.case_id = member.case_id and effect.kind = 'Contact'
                   and effect.due_at > ? and member.tenant = ? and member.campaign = ?
                """).params(time(now), time(now), tenant, campaign).update();
    }

    private long count(String sql, String campaign) {
        return jdbc.sql(sql).params(tenant, campaign).query(Long.class).single();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Campaign campaign(ResultSet row, int number) throws SQLException {
        return new Campaign(
                row.getString("id"),
                row.getString("workflow"),
                row.getString("condition"),
                Campaign.State.of(row.getString("state")),
                new Campaign.Pace(
                        row.getInt("per_minute"),
                        row.getObject("at_persons", Integer.class),
                        row.getObject("waiting", Integer.class)),
                row.getLong("matched"),
                row.getString("last_id"),
                row.getLong("planned"),
                row.getBoolean("filled"),
                row.getDouble("credit"),
                row.getObject("released_at", OffsetDateTime.class).toInstant(),
                row.getLong("opened"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("next_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null));
    }
}
