package io.throughline.platform.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Rights;
import io.throughline.platform.Definitions;
import io.throughline.platform.HeardCases;
import io.throughline.platform.TestDatabase;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.records.Portfolio;
import io.throughline.policy.Verdict;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    private final Accounts accounts = new Accounts(25);
    private Instant now = Instant.parse("2026-11-23T15:00:00Z");
    private final Campaigns campaigns = new Campaigns(store, new OneWorkflow(), accounts, () -> now, manager);
    private final ReleaseCampaigns release = new ReleaseCampaigns(store, accounts, cases, () -> now, manager);
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
        var cutOff = new ReleaseCampaigns(store, accounts, new Cut(cases), () -> now, manager);
        now = now.plusSeconds(5);
        assertThatThrownBy(cutOff::release).hasMessage("the power is gone");
        assertThat(cases.opened).hasSize(5);
        assertThat(after(1)).as("the same five, and one more").isEqualTo(6);
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

    private void start(String id, Campaign.Pace pace) {
        campaigns.start(id, "arrears", "true", pace, "lead", "a test");
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

    private record OneWorkflow() implements Workflows {
        @Override
        public Definition current(String name) {
            return Definitions.named("questions");
        }

        @Override
        public Definition version(String name, String version) {
            return Definitions.named("questions");
        }

        @Override
        public List<String> names() {
            return List.of("arrears");
        }
    }

    private record Accounts(int count) implements Portfolio {
        @Override
        public Optional<Customer> customer(String customerId) {
            return Optional.empty();
        }

        @Override
        public Optional<Customer> customerByPhone(String e164) {
            return Optional.empty();
        }

        @Override
        public Optional<Account> account(String accountId) {
            return Optional.empty();
        }

        @Override
        public Stream<Account> accountsWhere(String condition) {
            return IntStream.range(0, count)
                    .mapToObj(number -> new Account(
                            "A-%03d".formatted(number),
                            "C-" + number,
                            "Harbor Bank",
                            null,
                            "USD",
                            100,
                            LocalDate.of(2026, 10, 1),
                            0,
                            "card"));
        }
    }
}
