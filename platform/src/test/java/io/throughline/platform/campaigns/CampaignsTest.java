package io.throughline.platform.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Rights;
import io.throughline.platform.HeardCases;
import io.throughline.platform.TestDatabase;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.records.Portfolio.Account;
import io.throughline.policy.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Campaigns on a real database; cases are counted.
class CampaignsTest {
    private final DataSource database = TestDatabase.fresh();
    private final JdbcTransactionManager manager = new JdbcTransactionManager(database);
    private final TransactionTemplate transactions = new TransactionTemplate(manager);
    private final CampaignStore store = new CampaignStore(JdbcClient.create(database), "main");
    private final HeardCases cases = new HeardCases();
    private final CountedAccounts accounts = new CountedAccounts(25);
    private Instant now = Instant.parse("2026-11-23T15:00:00Z");
    private final TurnStore turns = new TurnStore(JdbcClient.create(database), "main");
    private final CampaignAccountStore told = new CampaignAccountStore(JdbcClient.create(database), "main");
    private final Campaigns campaigns = new Campaigns(store, turns, new OneWorkflow(), accounts, () -> now, manager);
    /// What is planned of an account when it is asked; at once and equally urgent unless a test says otherwise.
    private Function<Account, Turn> plan = account -> Turn.atOnce(account, 10, now);
    private LetOutTurns letOut;
    private final ReleaseCampaigns release = releasing(cases);
    private final CampaignGate gate = new CampaignGate(store);

    @Test
    void cases_are_let_out_at_the_pace_and_the_campaign_is_done_when_all_have_come() {
        start("c", new Campaign.Pace(60, null, null));
        assertThat(after(0)).isZero();
        assertThat(after(4)).isEqualTo(4);
        assertThat(after(1)).isEqualTo(5);
        assertThat(after(600)).as("a pause is not made up for in a rush").isEqualTo(15);
        assertThat(after(9)).isEqualTo(24);
        after(3);
        after(1);
        assertThat(cases.opened).hasSize(25);
        assertThat(campaigns.standing("c").campaign().state()).isEqualTo(Campaign.State.DONE);
        assertThat(campaigns.standing("c").campaign().opened()).isEqualTo(25);
    }

    @Test
    void a_release_that_was_cut_off_opens_nobody_twice() {
        start("c", new Campaign.Pace(60, null, null));
        var cutOff = releasing(new Cut(cases));
        now = now.plusSeconds(5);
        assertThatThrownBy(cutOff::release).hasMessage("the power is gone");
        assertThat(cases.opened).hasSize(5);
        assertThat(after(1)).as("the same five, and one more").isEqualTo(6);
    }

    @Test
    void what_a_node_that_died_has_opened_of_a_campaign_that_was_held_since_is_a_member_of_it() {
        start("c", new Campaign.Pace(60, null, null));
        now = now.plusSeconds(5);
        assertThatThrownBy(releasing(new Cut(cases))::release).hasMessage("the power is gone");
        campaigns.hold("c", "lead", "the power is gone");
        committed("c", "A-000");
        committed("c", "A-001");
        letOut.settle();
        letOut.settle();
        assertThat(turns.left("c").taken())
                .as("those whose cases never came to be")
                .isEqualTo(3);
        assertThat(campaigns.progress("c").opened()).isEqualTo(2);
        assertThat(told("c")).hasSize(25);
        campaigns.resume("c", "lead", "it is back");
        after(1);
        assertThat(turns.left("c").taken()).isZero();
        assertThat(cases.opened).containsKeys("campaign:c:A-002", "campaign:c:A-003", "campaign:c:A-004");
    }

    /// The case of an account was committed, though nobody was told.
    private void committed(String campaign, String account) {
        JdbcClient.create(database)
                .sql("insert into cases.once_key (tenant, once_key, case_id) values ('main', ?, gen_random_uuid())")
                .param("campaign:" + campaign + ":" + account)
                .update();
    }

    @Test
    void the_most_urgent_of_those_whose_instant_has_come_goes_first() {
        var dawn = now.plusSeconds(3_600);
        plan = account -> switch (account.id()) {
            case "A-007" -> touch(account, 90, dawn);
            case "A-019" -> touch(account, 80, now);
            case "A-003" -> touch(account, 70, now);
            default -> Turn.atOnce(account, 10, now);
        };
        start("c", new Campaign.Pace(60, null, null));
        after(2);
        assertThat(cases.opened).containsOnlyKeys("campaign:c:A-019", "campaign:c:A-003");
        after(9);
        after(9);
        after(9);
        assertThat(cases.opened).hasSize(24).doesNotContainKey("campaign:c:A-007");
        after(1);
        assertThat(campaigns.progress("c").nextAt()).isEqualTo(dawn);
        assertThat(campaigns.progress("c").state()).isEqualTo("running");
        assertThat(campaigns.standing("c").later()).isEqualTo(Map.of("tcpa.hours", 1L));
        assertThat(told("c")).contains("A-007 held tcpa.hours");
        after(3_600);
        after(1);
        assertThat(cases.opened).hasSize(25).containsKey("campaign:c:A-007");
        assertThat(campaigns.progress("c").state()).isEqualTo("done");
    }

    @Test
    void what_a_rule_keeps_is_told_with_it_and_no_case_is_opened() {
        plan = account -> account.id().compareTo("A-010") < 0 ? kept(account) : Turn.atOnce(account, 10, now);
        start("c", new Campaign.Pace(600, null, null));
        assertThat(campaigns.progress("c").kept()).isEqualTo(10);
        assertThat(campaigns.progress("c").planned()).isEqualTo(25);
        after(10);
        after(1);
        assertThat(cases.opened).hasSize(15);
        assertThat(campaigns.standing("c").kept()).isEqualTo(Map.of("consent", 10L));
        assertThat(campaigns.progress("c").state()).isEqualTo("done");
        assertThat(told("c"))
                .hasSize(25)
                .contains("A-000 not-sent consent", "A-009 not-sent consent", "A-010 waiting ");
    }

    @Test
    void what_becomes_known_before_an_account_is_let_out_counts() {
        start("c", new Campaign.Pace(60, null, null));
        plan = account -> switch (account.id()) {
            case "A-000" -> kept(account);
            case "A-001" -> touch(account, 10, now.plusSeconds(60));
            default -> Turn.atOnce(account, 10, now);
        };
        accounts.paid.add("A-002");
        assertThat(after(4)).isEqualTo(1);
        assertThat(cases.opened).containsOnlyKeys("campaign:c:A-003");
        assertThat(told("c"))
                .contains("A-000 not-sent consent", "A-001 held tcpa.hours", "A-002 not-sent campaign.matches-no-more");
    }

    @Test
    void a_kill_at_any_moment_of_planning_loses_no_account_and_plans_none_twice() {
        accounts.count = 12_345;
        begin("c", new Campaign.Pace(60, null, null));
        var asked = new AtomicInteger();
        plan = account -> {
            if (asked.incrementAndGet() == 3_456) {
                throw new IllegalStateException("the power is gone");
            }
            return Turn.atOnce(account, 10, now);
        };
        assertThatThrownBy(release::release).hasMessage("the power is gone");
        assertThat(campaigns.progress("c").planned()).isEqualTo(3_000);
        assertThat(after(1)).as("none is let out before all are planned").isZero();
        assertThat(campaigns.progress("c").planned()).isEqualTo(12_345);
        assertThat(turns.left("c").waiting()).isEqualTo(12_345);
    }

    @Test
    void holding_while_it_is_planned_stops_the_planning_and_resuming_goes_on_from_there() {
        accounts.count = 5_500;
        begin("c", new Campaign.Pace(60, null, null));
        var asked = new AtomicInteger();
        plan = account -> {
            if (asked.incrementAndGet() == 2_500) {
                campaigns.hold("c", "lead", "not now");
            }
            return Turn.atOnce(account, 10, now);
        };
        release.release();
        assertThat(campaigns.progress("c").planned()).isEqualTo(2_000);
        after(60);
        assertThat(campaigns.progress("c").planned()).isEqualTo(2_000);
        campaigns.resume("c", "lead", "now");
        after(1);
        assertThat(campaigns.progress("c").planned()).isEqualTo(5_500);
        campaigns.stop("c", "lead", "enough");
        assertThat(told("c")).hasSize(5_500).allMatch(line -> line.endsWith("not-sent campaign.stopped"));
    }

    private static Turn touch(Account account, int urgency, Instant at) {
        return new Turn(account.id(), account.customerId(), urgency, 60, at, "tcpa.hours", "It is too early there.");
    }

    private static Turn kept(Account account) {
        return Turn.kept(account.id(), account.customerId(), "consent", "They have not consented.");
    }

    @Test
    void a_held_campaign_opens_nothing_and_none_of_its_messages_is_claimed() {
        start("c", new Campaign.Pace(60, null, null));
        after(5);
        campaigns.hold("c", "lead", "the portal is down");
        assertThat(after(60)).isEqualTo(5);
        assertThat(against("c")).containsInstanceOf(Verdict.NotBefore.class);
        assertThatThrownBy(() -> campaigns.hold("c", "lead", "again"))
                .hasMessageContaining("held, so it cannot be held");
        campaigns.resume("c", "lead", "the portal is back");
        assertThat(against("c")).isEmpty();
        assertThat(after(2)).isGreaterThan(5);
        campaigns.stop("c", "lead", "enough");
        assertThat(against("c")).containsInstanceOf(Verdict.Deny.class);
        assertThat(campaigns.standing("c").changes())
                .extracting(CampaignStore.Change::what)
                .containsExactly("started", "held", "resumed", "stopped");
        assertThat(against("another")).isEmpty();
    }

    @Test
    void holding_waits_for_a_claim_that_is_under_way_and_no_claim_comes_after_it() throws Exception {
        start("c", new Campaign.Pace(60, null, null));
        var claimed = new CountDownLatch(1);
        var letGo = new CountDownLatch(1);
        var claim = CompletableFuture.runAsync(() -> transactions.executeWithoutResult(_ -> {
            assertThat(gate.against(caseOf("c"), now)).isEmpty();
            claimed.countDown();
            await(letGo);
        }));
        await(claimed);
        var hold = CompletableFuture.runAsync(() -> campaigns.hold("c", "lead", "now"));
        assertThat(store.find("c").orElseThrow().state()).isEqualTo(Campaign.State.RUNNING);
        letGo.countDown();
        claim.get(20, TimeUnit.SECONDS);
        hold.get(20, TimeUnit.SECONDS);
        assertThat(against("c")).isPresent();
    }

    @Test
    void what_cannot_be_started_says_why() {
        start("c", new Campaign.Pace(60, null, null));
        assertThatThrownBy(() -> start("c", new Campaign.Pace(60, null, null)))
                .hasMessageContaining("take another name");
        assertThatThrownBy(() -> start("Big One", new Campaign.Pace(60, null, null)))
                .hasMessageContaining("cannot name");
        assertThatThrownBy(() -> start("d", new Campaign.Pace(0, null, null))).hasMessageContaining("at least one");
        assertThatThrownBy(() -> campaigns.standing("cc")).hasMessageContaining("Did you mean c?");
    }

    @Test
    void progress_is_told_against_what_matched_when_it_was_started() {
        start("c", new Campaign.Pace(60, null, null));
        after(4);
        var progress = campaigns.progress("c");
        assertThat(progress.matched()).isEqualTo(25);
        assertThat(progress.opened()).isEqualTo(4);
        assertThat(progress.state()).isEqualTo("running");
        assertThatThrownBy(() -> campaigns.progress("cc")).hasMessageContaining("Did you mean c?");
    }

    @Test
    void only_who_has_the_right_touches_a_campaign() {
        start("c", new Campaign.Pace(60, null, null));
        var controller = new CampaignController(
                campaigns,
                null,
                null,
                null, // nothing is previewed or read here
                header -> new By(
                        By.Actor.SUPERVISOR,
                        String.valueOf(header),
                        By.Channel.API,
                        "lead".equals(header) ? Rights.of(Rights.CAMPAIGN) : Rights.NONE));
        var because = new CampaignController.Because("slow");
        assertThatThrownBy(() -> controller.hold("c", because, "ann")).hasMessageContaining("needs the right");
        assertThat(store.find("c").orElseThrow().state()).isEqualTo(Campaign.State.RUNNING);
        assertThat(controller.hold("c", because, "lead").state()).isEqualTo("held");
    }

    private ReleaseCampaigns releasing(Cases to) {
        PlanTurns planner = (_, page, _) ->
                page.stream().map(account -> plan.apply(account)).toList();
        var flows = new OneWorkflow();
        var fill = new FillTurns(store, turns, planner, flows, accounts, () -> now, manager);
        letOut = new LetOutTurns(store, turns, planner, flows, accounts, to, () -> now, manager);
        return new ReleaseCampaigns(store, fill, letOut, () -> now, manager);
    }

    private void start(String id, Campaign.Pace pace) {
        begin(id, pace);
        release.release();
        assertThat(store.find(id).orElseThrow().filled()).isTrue();
    }

    /// Started, and nothing planned yet.
    private void begin(String id, Campaign.Pace pace) {
        campaigns.start(id, "arrears", "true", pace, "lead", "a test");
        now = now.plusSeconds(1);
    }

    private List<String> told(String campaign) {
        var lines = new ArrayList<String>();
        told.read(
                campaigns.one(campaign),
                entry -> lines.add(entry.account() + " " + entry.message() + " " + entry.rule()));
        return lines;
    }

    /// @return cases opened in all, this many seconds later
    private int after(int seconds) {
        now = now.plusSeconds(seconds);
        release.release();
        return cases.opened.size();
    }

    private Optional<Verdict> against(String campaign) {
        return java.util.Objects.requireNonNull(transactions.execute(_ -> gate.against(caseOf(campaign), now)));
    }

    private static CaseState caseOf(String campaign) {
        return HeardCases.state("01990000-0000-7000-8000-000000000001", Map.of(), Map.of("campaign", campaign));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Opens, and dies before it can say so.
    private record Cut(HeardCases cases) implements Cases {
        @Override
        public Opened open(String workflow, Map<String, Object> trigger, By by, String onceKey) {
            return cases.open(workflow, trigger, by, onceKey);
        }

        @Override
        public List<Opened> openAll(String workflow, List<Trigger> triggers, By by) {
            cases.openAll(workflow, triggers, by);
            throw new IllegalStateException("the power is gone");
        }

        @Override
        public Outcome apply(String caseId, io.throughline.engine.Input input, By by) {
            return cases.apply(caseId, input, by);
        }

        @Override
        public Optional<CaseState> find(String idOrReference) {
            return Optional.empty();
        }

        @Override
        public List<Recorded> events(String caseId) {
            return List.of();
        }
    }
}
