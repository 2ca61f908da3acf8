package io.throughline.platform.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.throughline.platform.Definitions;
import io.throughline.platform.outreach.ReachableWorld;
import io.throughline.platform.records.Portfolio.Account;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Turns of a page of accounts: by the shipped packs and what cases and people say, on a real database.
class PlanTouchesTest {
    private static final Instant NOON = Instant.parse("2026-11-20T17:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-21T03:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-11-21T13:00:00Z");
    private static final Definition ARREARS = Definitions.shipped();
    private static final Definition SENDS_NOTHING = Definitions.named("questions");

    private final ReachableWorld world = new ReachableWorld();
    private final JdbcClient jdbc = JdbcClient.create(world.database());
    private final PlanTouches planner = new PlanTouches(world.reach(), new MatterStore(jdbc, "main"));

    PlanTouchesTest() {
        world.person("C-1", "+12125550101");
        world.person("C-2", "+12125550102");
        world.person("C-3", "+12125550103");
    }

    @Test
    void whom_the_packs_permit_is_due_and_at_night_the_morning_is_the_first_instant() {
        var accounts = List.of(account("A-2", "C-2", 1), account("A-1", "C-1", 0));
        assertThat(planner.of(ARREARS, accounts, NOON))
                .extracting(Turn::account, turn -> turn.isDue(NOON))
                .containsExactly(tuple("A-2", true), tuple("A-1", true));
        assertThat(planner.of(ARREARS, accounts, NIGHT))
                .allMatch(turn -> MORNING.equals(turn.at()) && !turn.rule().isEmpty());
        assertThat(planner.of(ARREARS, accounts, NOON))
                .extracting(Turn::urgency)
                .satisfies(urgency ->
                        assertThat(urgency.get(0)).as("a promise was broken").isEqualTo(urgency.get(1) + 40));
    }

    @Test
    void what_people_have_told_keeps_their_accounts() {
        world.writes("+12125550101", "my lawyer handles this now, talk to her", NOON.minusSeconds(60));
        world.writes("+12125550102", "STOP", NOON.minusSeconds(60));
        var turns = planner.of(
                ARREARS, List.of(account("A-1", "C-1", 0), account("A-2", "C-2", 0), account("A-3", "C-3", 0)), NOON);
        assertThat(turns.get(0).rule()).isEqualTo("stopped: barred");
        assertThat(turns.get(0).isKept()).isTrue();
        assertThat(turns.get(1).isDue(NOON)).as("by mail").isTrue();
        assertThat(turns.get(2).isDue(NOON)).isTrue();
    }

    @Test
    void an_account_whose_case_is_open_is_kept_also_where_the_workflow_sends_nothing() {
        open("A-1", ARREARS.name(), 1);
        open("A-2", SENDS_NOTHING.name(), 2);
        var accounts = List.of(account("A-1", "C-1", 0), account("A-2", "C-2", 0));
        assertThat(planner.of(ARREARS, accounts, NOON))
                .extracting(Turn::rule)
                .containsExactly("campaign.case-open", "");
        assertThat(planner.of(SENDS_NOTHING, accounts, NOON))
                .extracting(Turn::rule)
                .containsExactly("", "campaign.case-open");
        assertThat(planner.of(SENDS_NOTHING, accounts, NIGHT).getFirst().isDue(NIGHT))
                .as("no law is asked")
                .isTrue();
    }

    private static Account account(String id, String customer, int brokenPromises) {
        return new Account(
                id, customer, "Harbor Bank", null, "USD", 48_000, LocalDate.of(2026, 11, 1), brokenPromises, "card");
    }

    private void open(String account, String workflow, int number) {
        var id = new UUID(0, number);
        jdbc.sql("""
                insert into cases.case_row (tenant, id, reference, workflow, version, opened_at, seq, events, head, state,
                       status, at_step, awaiting, since)
                values ('main', ?, ?, ?, 'v1', '2026-11-19', 1, 1, decode(repeat('00', 32), 'hex'), '{}', 'OPEN', 'pay',
                       'CUSTOMER', '2026-11-19')
                """).params(id, "T-" + number, workflow).update();
        jdbc.sql("insert into campaigns.member (tenant, campaign, case_id, account_id) values ('main', 'c', ?, ?)")
                .params(id, account)
                .update();
    }
}
