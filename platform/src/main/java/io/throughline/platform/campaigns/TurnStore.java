package io.throughline.platform.campaigns;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Turns of campaigns in PostgreSQL: they wait, are taken, and are gone once their cases are members; or are kept.
@Component
class TurnStore {
    private final JdbcClient jdbc;
    private final String tenant;

    TurnStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// An account whose turn it is.
    record Due(String account, String customer) {}

    /// Adds turns, those that are kept among them, with one statement.
    void add(String campaign, List<Turn> turns, Instant now) {
        jdbc.sql("""
                insert into campaigns.turn (tenant, campaign, account_id, customer_id, state, urgency, confidence, at,
                       rule, sentence, planned_at)
                select ?, ?, account, customer, case when at is null then 'kept' else 'waits' end, urgency, confidence,
                       at, rule, sentence, ?
                  from unnest(?::text[], ?::text[], ?::smallint[], ?::smallint[], ?::timestamptz[], ?::text[], ?::text[])
                    as one(account, customer, urgency, confidence, at, rule, sentence)
                """)
                .params(tenant, campaign, CampaignStore.time(now))
                .param(texts(turns, Turn::account))
                .param(texts(turns, Turn::customer))
                .param(turns.stream().map(Turn::urgency).toArray(Integer[]::new))
                .param(turns.stream().map(Turn::confidence).toArray(Integer[]::new))
                .param(texts(turns, TurnStore::instant))
                .param(texts(turns, Turn::rule))
                .param(texts(turns, Turn::sentence))
                .update();
    }

    /// Gives turns that wait another instant, or keeps them; others stay as they are.
    void planAgain(String campaign, List<Turn> turns, Instant now) {
        jdbc.sql("""
                update campaigns.turn
                   set state = case when one.at is null then 'kept' else 'waits' end, urgency = one.urgency,
                       confidence = one.confidence, at = one.at, rule = one.rule, sentence = one.sentence, planned_at = ?
                  from unnest(?::text[], ?::smallint[], ?::smallint[], ?::timestamptz[], ?::text[], ?::text[])
                    as one(account, urgency, confidence, at, rule, sentence)
                 where turn.tenant = ? and turn.campaign = ? and turn.account_id = one.account and turn.state = 'waits'
                """)
                .params(List.of(CampaignStore.time(now)))
                .param(texts(turns, Turn::account))
                .param(turns.stream().map(Turn::urgency).toArray(Integer[]::new))
                .param(turns.stream().map(Turn::confidence).toArray(Integer[]::new))
                .param(texts(turns, TurnStore::instant))
                .param(texts(turns, Turn::rule))
                .param(texts(turns, Turn::sentence))
                .params(tenant, campaign)
                .update();
    }

    private static @Nullable String instant(Turn turn) {
        return turn.at() == null ? null : turn.at().toString();
    }

    private static @Nullable String[] texts(List<Turn> turns, Function<Turn, @Nullable String> of) {
        return turns.stream().map(of).toArray(String[]::new);
    }

    /// Turns whose instant has come, the most urgent first.
    List<Due> due(String campaign, Instant now, int atMost) {
        return jdbc.sql("""
                select account_id as account, customer_id as customer from campaigns.turn
                 where tenant = ? and campaign = ? and state = 'waits' and at <= ?
                 order by urgency desc, confidence desc, account_id limit ?
                """)
                .params(tenant, campaign, CampaignStore.time(now), atMost)
                .query(Due.class)
                .list();
    }

    /// @return how many of them waited still, and are now being opened
    int take(String campaign, List<String> accounts) {
        return jdbc.sql("""
                update campaigns.turn set state = 'taken'
                 where tenant = ? and campaign = ? and account_id = any (?) and state = 'waits'
                """)
                .params(tenant, campaign)
                .param(accounts.toArray(String[]::new))
                .update();
    }

    /// Turns that were taken and whose cases are not known to be open.
    List<Due> taken(String campaign) {
        return jdbc.sql("""
                select account_id as account, customer_id as customer from campaigns.turn
                 where tenant = ? and campaign = ? and state = 'taken' order by account_id
                """).params(tenant, campaign).query(Due.class).list();
    }

    /// Their cases are members.
    ///
    /// @return how many were taken still
    int gone(String campaign, List<String> accounts) {
        return jdbc.sql("""
                delete from campaigns.turn
                 where tenant = ? and campaign = ? and account_id = any (?) and state = 'taken'
                """)
                .params(tenant, campaign)
                .param(accounts.toArray(String[]::new))
                .update();
    }

    /// Of campaigns that do not run: turns that were taken, and whose cases were opened by a node that died before it
    /// could say so, are members. Where a campaign runs, its next release finds them.
    void settle() {
        jdbc.sql("""
                with opened as (
                  select turn.campaign, turn.account_id, once_key.case_id
                    from campaigns.turn
                    join campaigns.campaign on campaign.tenant = turn.tenant and campaign.id = turn.campaign
                     and campaign.state <> 'running'
                    join cases.once_key on once_key.tenant = turn.tenant
                     and once_key.once_key = 'campaign:' || turn.campaign || ':' || turn.account_id
                   where turn.tenant = :tenant and turn.state = 'taken'
                ), joined as (
                  insert into campaigns.member (tenant, campaign, case_id, account_id)
                  select :tenant, campaign, case_id, account_id from opened on conflict do nothing
                ), gone as (
                  delete from campaigns.turn using opened
                   where turn.tenant = :tenant and turn.campaign = opened.campaign
                     and turn.account_id = opened.account_id
                  returning turn.campaign
                )
                update campaigns.campaign set opened = opened + more.cases
                  from (select campaign as id, count(*) as cases from gone group by campaign) more
                 where campaign.tenant = :tenant and campaign.id = more.id
                """).param("tenant", tenant).update();
    }

    /// What is left of a campaign.
    ///
    /// @param waiting turns to come
    /// @param taken turns whose cases are being opened
    /// @param kept accounts that a rule keeps
    /// @param next the first instant of those to come; null: none is to come
    record Left(
            long waiting, long taken, long kept, @Nullable Instant next) {}

    Left left(String campaign) {
        return jdbc.sql("""
                select count(*) filter (where state = 'waits') as waiting, count(*) filter (where state = 'taken') as taken,
                       count(*) filter (where state = 'kept') as kept, min(at) filter (where state = 'waits') as next
                  from campaigns.turn where tenant = ? and campaign = ?
                """)
                .params(tenant, campaign)
                .query((row, _) -> new Left(
                        row.getLong("waiting"),
                        row.getLong("taken"),
                        row.getLong("kept"),
                        Optional.ofNullable(row.getObject("next", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                                .orElse(null)))
                .single();
    }

    /// Accounts for which no case is opened, by the rule that keeps them.
    Map<String, Long> kept(String campaign) {
        return counts("kept", campaign);
    }

    /// Turns to come by what they wait for; without those that wait for nothing but the campaign's pace.
    Map<String, Long> later(String campaign) {
        var later = counts("waits", campaign);
        later.remove("");
        return later;
    }

    private Map<String, Long> counts(String state, String campaign) {
        var counts = new LinkedHashMap<String, Long>();
        jdbc.sql("""
                select rule, count(*) as count from campaigns.turn
                 where tenant = ? and campaign = ? and state = ? group by rule order by 2 desc, 1
                """).params(tenant, campaign, state).query(row -> {
            counts.put(Objects.requireNonNull(row.getString("rule")), row.getLong("count"));
        });
        return counts;
    }
}
