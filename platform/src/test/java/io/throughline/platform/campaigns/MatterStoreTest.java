package io.throughline.platform.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.platform.Definitions;
import io.throughline.platform.TestDatabase;
import io.throughline.platform.campaigns.MatterStore.Standing;
import io.throughline.platform.outreach.ToldBar;
import io.throughline.platform.records.Portfolio.Account;
import io.throughline.policy.plan.Candidate.Stop;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What cases say of their accounts, on a real database.
class MatterStoreTest {
    private static final LocalDate DUE = LocalDate.of(2026, 11, 1);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Definition ARREARS = Definitions.shipped();
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
    private final MatterStore matters = new MatterStore(jdbc, "main");
    private long rows;

    @Test
    void an_account_of_which_nothing_is_known_has_no_standing() {
        assertThat(standings("A-1")).isEmpty();
    }

    @Test
    void touches_of_an_open_case_are_counted_and_those_that_were_refused_are_not() {
        var id = opened("A-1", "arrears", "OPEN", "{}");
        touched("A-1", id, "SENT", "2026-11-20T10:00:00Z");
        touched("A-1", id, "UNDELIVERABLE", "2026-11-21T10:00:00Z");
        touched("A-1", id, "REFUSED", "2026-11-22T10:00:00Z");
        assertThat(of("A-1")).isEqualTo(new Standing(true, Set.of(), 2, Instant.parse("2026-11-21T10:00:00Z")));
    }

    @Test
    void a_case_that_was_found_by_its_message_alone_counts_and_one_of_another_workflow_does_not() {
        var id = row("arrears", "OPEN", "{}", null, null);
        touched("A-1", id, "SENT", "2026-11-20T10:00:00Z");
        opened("A-2", "failed-payment", "OPEN", "{}");
        assertThat(of("A-1").hasOpenCase()).isTrue();
        assertThat(standings("A-2")).isEmpty();
    }

    @Test
    void a_promise_stops_until_its_day_has_gone_by() {
        opened("A-1", "arrears", "OPEN", facts("2026-11-22"));
        opened("A-2", "arrears", "OPEN", facts("2026-11-21"));
        finished("A-3", "promise-made", facts("2026-12-01"), "2026-11-20T10:00:00Z");
        finished("A-4", "promise-made", facts("2026-11-10"), "2026-11-09T10:00:00Z");
        assertThat(of("A-1").stops()).containsExactly(Stop.PROMISED);
        assertThat(of("A-2").stops()).isEmpty();
        assertThat(of("A-3")).isEqualTo(new Standing(false, Set.of(Stop.PROMISED), 0, null));
        assertThat(of("A-4").stops()).isEmpty();
    }

    @Test
    void a_good_end_stops_until_the_account_is_due_anew_and_another_end_does_not() {
        finished("A-1", "paid", "{}", "2026-11-02T10:00:00Z");
        finished("A-2", "paid", "{}", "2026-10-30T10:00:00Z");
        finished("A-3", "no-answer", "{}", "2026-11-02T10:00:00Z");
        assertThat(of("A-1").stops()).containsExactly(Stop.COMPLETED);
        assertThat(of("A-2").stops()).isEmpty();
        assertThat(of("A-3").stops()).isEmpty();
    }

    @Test
    void an_opt_out_a_person_and_a_dispute_stop() {
        opened("A-1", "arrears", "OPEN", "{\"outreachStopped\": true}");
        opened("A-2", "arrears", "EXCEPTION", "{}");
        told("dispute", "C-A-3", "A-3", false);
        told("dispute", "C-A-4", null, false);
        told("dispute", "C-A-5", "A-5", false);
        told("dispute", "C-A-5", "A-5", true);
        assertThat(of("A-1").stops()).containsExactly(Stop.OPTED_OUT);
        assertThat(of("A-2").stops()).containsExactly(Stop.WITH_PERSON);
        assertThat(of("A-3").stops()).containsExactly(Stop.DISPUTED);
        assertThat(of("A-4").stops()).containsExactly(Stop.DISPUTED);
        assertThat(standings("A-5")).isEmpty();
    }

    @Test
    void what_a_claim_would_refuse_for_good_is_not_planned() {
        ToldBar.kinds().forEach(kind -> told(kind, "C-A-1", null, false));
        told("cease-debt", "C-A-2", "A-2", false);
        told("servicemember", "C-A-3", null, false);
        told("attorney", "C-A-4", null, false);
        told("attorney", "C-A-4", null, true);
        assertThat(of("A-1").stops()).containsExactly(Stop.BARRED);
        assertThat(of("A-2").stops()).containsExactly(Stop.BARRED);
        assertThat(standings("A-3")).isEmpty();
        assertThat(standings("A-4")).isEmpty();
    }

    @Test
    void a_case_that_no_campaign_opened_is_known_by_a_message_that_waits() {
        waits("A-1", row("arrears", "OPEN", "{}", null, null));
        waits("A-2", row("another", "OPEN", "{}", null, null));
        assertThat(of("A-1")).isEqualTo(new Standing(true, Set.of(), 0, null));
        assertThat(standings("A-2")).isEmpty();
    }

    private void waits(String account, UUID caseId) {
        jdbc.sql("""
                insert into outreach.decision (tenant, at, contact_id, case_id, customer_id, account_id, channel, message,
                        verdict, reason, rule, cite, sentence, also, zones, tzdata, packs)
                values ('main', now(), :id, :id, :customer, :account, 'SMS', 'first', 'NOT_BEFORE', 'TIME_WINDOW',
                        'regf.time-window', '', '', '{}', '{}', '', '')
                """)
                .param("id", caseId.toString())
                .param("customer", "C-" + account)
                .param("account", account)
                .update();
    }

    @Test
    void of_several_cases_the_open_one_counts() {
        finished("A-1", "paid", "{}", "2026-11-02T10:00:00Z");
        opened("A-1", "arrears", "OPEN", "{}");
        finished("A-1", "paid", "{}", "2026-11-03T10:00:00Z");
        assertThat(of("A-1")).isEqualTo(new Standing(true, Set.of(), 0, null));
    }

    private Standing of(String account) {
        return Objects.requireNonNull(standings(account).get(account));
    }

    private Map<String, Standing> standings(String account) {
        var one = new Account(account, "C-" + account, "Harbor Bank", null, "USD", 100, DUE, 0, "card");
        return matters.of(ARREARS, List.of(one), TODAY);
    }

    private static String facts(String date) {
        return "{\"facts\": {\"promise\": {\"date\": \"" + date + "\"}}}";
    }

    private UUID opened(String account, String workflow, String status, String state) {
        return member(account, row(workflow, status, state, null, null));
    }

    private void finished(String account, String outcome, String state, String at) {
        member(account, row("arrears", "FINISHED", state, outcome, at));
    }

    private UUID member(String account, UUID id) {
        jdbc.sql("insert into campaigns.member (tenant, campaign, case_id, account_id) values ('main', 'c', ?, ?)")
                .params(id, account)
                .update();
        return id;
    }

    private UUID row(
            String workflow, String status, String state, @Nullable String outcome, @Nullable String finished) {
        var id = new UUID(0, ++rows);
        jdbc.sql("""
                insert into cases.case_row (tenant, id, reference, workflow, version, opened_at, seq, events, head, state,
                       status, at_step, awaiting, since, outcome, finished_at)
                values ('main', :id, :reference, :workflow, 'v1', '2026-10-25', 1, 1, decode(repeat('00', 32), 'hex'),
                       :state, :status, 'pay', 'CUSTOMER', '2026-10-25', :outcome,
                       cast(:finished as timestamptz))
                """)
                .param("id", id)
                .param("reference", id.toString())
                .param("workflow", workflow)
                .param("state", state)
                .param("status", status)
                .param("outcome", outcome)
                .param("finished", finished)
                .update();
        return id;
    }

    private void touched(String account, UUID caseId, String state, String at) {
        jdbc.sql("""
                insert into outreach.contact (tenant, contact_id, effect_key, case_id, customer_id, channel, address, purpose,
                       message, reference, state, first_at, claimed_at, submitted_at, account_id)
                select 'main', key, key, :case, 'C-1', 'SMS', '+1', 'OUTREACH', 'm', 0, :state, at, at, at, :account
                  from (select gen_random_uuid()::text as key, cast(:at as timestamptz) as at) one
                """)
                .param("case", caseId.toString())
                .param("state", state)
                .param("at", at)
                .param("account", account)
                .update();
    }

    private void told(String kind, String customer, @Nullable String account, boolean ends) {
        jdbc.sql("""
                with heard as (
                  insert into outreach.inbound (tenant, at, channel, address, words, meaning) values
                         ('main', now(), 'SMS', '+1', 'not mine', 'OTHER') returning id)
                insert into outreach.told (tenant, at, recorded_at, customer_id, kind, account_id, ends, reply, recorded_by)
                select 'main', now(), now(), :customer, :kind, :account, :ends, id, 'ann' from heard
                """)
                .param("kind", kind)
                .param("customer", customer)
                .param("account", account)
                .param("ends", ends)
                .update();
    }
}
