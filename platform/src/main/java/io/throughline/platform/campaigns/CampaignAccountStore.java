package io.throughline.platform.campaigns;

import java.util.List;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What became of each account of a campaign, from the evidence, a page at a time.
@Component
class CampaignAccountStore {
    private static final int PAGE = 1_000;
    private static final String FIRST = "00000000-0000-0000-0000-000000000000";
    private final JdbcClient jdbc;
    private final String tenant;

    CampaignAccountStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// An account and the last that was heard of its message.
    ///
    /// @param caseId empty: none is open for it
    /// @param message `sent`, `not-sent`, `held`, `undeliverable`, `unknown`, or `waiting` if nothing was heard yet
    /// @param rule what holds it or kept it, empty for one that was sent or waits
    record Entry(String account, String caseId, String message, String rule) {}

    /// Every account that was planned: those that were opened in the order in which they were, then the others.
    void read(Campaign campaign, Consumer<Entry> to) {
        opened(campaign.id(), to);
        turns(campaign, to);
    }

    private void opened(String campaign, Consumer<Entry> to) {
        var after = FIRST;
        while (true) {
            var page = page(campaign, after);
            page.forEach(to);
            if (page.size() < PAGE) {
                return;
            }
            after = page.getLast().caseId();
        }
    }

    private List<Entry> page(String campaign, String after) {
        return jdbc.sql("""
                select m.account_id, m.case_id, coalesce(last.type, 'waiting') as type,
                       coalesce(last.details ->> 'rule', last.details ->> 'reason', '') as rule
                  from (select account_id, case_id from campaigns.member
                         where tenant = :tenant and campaign = :campaign and case_id > cast(:after as uuid)
                         order by case_id limit :page) m
                  left join lateral (
                       select event.one ->> 0 as type, event.one -> 2 as details
                         from cases.event link
                        cross join lateral json_array_elements(link.body::json -> 'events')
                              with ordinality as event(one, n)
                        where link.tenant = :tenant and link.case_id = m.case_id and link.body like '%["contact-%'
                          and event.one ->> 0 in ('contact-sent', 'contact-denied', 'contact-held',
                                                       'contact-undeliverable', 'contact-unknown')
                        order by link.number desc, event.n desc limit 1) last on true
                 order by m.case_id
                """)
                .param("tenant", tenant)
                .param("campaign", campaign)
                .param("after", after)
                .param("page", PAGE)
                .query((row, _) -> new Entry(
                        row.getString("account_id"),
                        row.getString("case_id"),
                        word(row.getString("type")),
                        row.getString("type").equals("contact-sent") ? "" : row.getString("rule")))
                .list();
    }

    private void turns(Campaign campaign, Consumer<Entry> to) {
        var after = "";
        while (true) {
            var page = turnPage(campaign, after);
            page.forEach(to);
            if (page.size() < PAGE) {
                return;
            }
            after = page.getLast().account();
        }
    }

    private List<Entry> turnPage(Campaign campaign, String after) {
        boolean isStopped = campaign.state() == Campaign.State.STOPPED;
        return jdbc.sql("""
                select account_id, state, rule from campaigns.turn
                 where tenant = ? and campaign = ? and account_id > ? order by account_id limit ?
                """)
                .params(tenant, campaign.id(), after, PAGE)
                .query((row, _) -> {
                    var account = row.getString("account_id");
                    var rule = row.getString("rule");
                    if (row.getString("state").equals("kept")) {
                        return new Entry(account, "", "not-sent", rule);
                    }
                    return isStopped
                            ? new Entry(account, "", "not-sent", "campaign.stopped")
                            : new Entry(account, "", rule.isEmpty() ? "waiting" : "held", rule);
                })
                .list();
    }

    private static String word(String type) {
        return type.equals("contact-denied") ? "not-sent" : type.replace("contact-", "");
    }
}
