package io.throughline.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By.Channel;
import io.throughline.platform.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class IdentityStoresTest {
    private static final DataSource DATABASE = TestDatabase.fresh();

    private Instant now = Instant.parse("2026-11-22T23:00:00Z");
    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    // shared, so that no two tests draw the same tokens
    private static final Secrets SECRETS = new Secrets(new byte[32], new Random(7));
    private final LinkStore links = new LinkStore(jdbc, SECRETS, () -> now, "main", "http://127.0.0.1:8080/");
    private final SessionStore sessions = new SessionStore(jdbc, SECRETS, () -> now, "main");
    private final CodeStore codes = new CodeStore(
            jdbc,
            new TransactionTemplate(new DataSourceTransactionManager(DATABASE)),
            SECRETS,
            () -> now,
            "main",
            new CodeCaps(100, 100, 100));
    private final FailureStore failures = new FailureStore(jdbc, () -> now, "main");

    /// Not counted by address.
    private static final String HERE = "127.0.0.1";

    private int phones;

    private static String phone(String customer) {
        return "+1202555" + customer + "42";
    }

    private Visitor visitor(String customer) {
        var link = links.create("case-" + customer, customer, "contact", Channel.SMS);
        var opened = sessions.open(token(link)).orElseThrow();
        return sessions.find(opened.id()).orElseThrow();
    }

    private static String token(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }

    @Test
    void a_link_is_short_and_only_a_keyed_hash_of_it_is_kept() {
        var link = links.create("case-a", "A", "contact", Channel.SMS);
        assertThat(link).startsWith("http://127.0.0.1:8080/l/").hasSize("http://127.0.0.1:8080/l/".length() + 22);
        var kept = jdbc.sql("select t::text from identity.links t")
                .query(String.class)
                .list();
        assertThat(kept).noneMatch(row -> row.contains(token(link)));
        var otherKey = new Secrets(
                "another key of thirty-two bytes!".getBytes(java.nio.charset.StandardCharsets.UTF_8), new Random(1));
        assertThat(new SessionStore(jdbc, otherKey, () -> now, "main").open(token(link)))
                .isEmpty();
    }

    @Test
    void a_link_opens_for_its_tenant_until_its_time_is_over() {
        var token = token(links.create("case-b", "B", "contact", Channel.SMS));
        assertThat(new SessionStore(jdbc, SECRETS, () -> now, "other").open(token))
                .isEmpty();
        assertThat(sessions.open(token).orElseThrow().firstTime()).isTrue();
        var second = sessions.open(token).orElseThrow();
        assertThat(second.firstTime()).isFalse();
        now = now.plus(LinkStore.LIFETIME);
        assertThat(sessions.open(token)).isEmpty();
        assertThat(sessions.find(second.id())).isEmpty();
    }

    @Test
    void revoking_ends_links_and_their_sessions_on_that_channel_only() {
        var text = sessions.open(token(links.create("case-c", "C", "1", Channel.SMS)))
                .orElseThrow();
        var mail = sessions.open(token(links.create("case-c", "C", "2", Channel.EMAIL)))
                .orElseThrow();
        assertThat(links.revoke("case-c", Channel.SMS)).isEqualTo(1);
        assertThat(sessions.find(text.id())).isEmpty();
        assertThat(sessions.find(mail.id())).isPresent();
    }

    @Test
    void what_a_session_has_proven_lapses_but_the_session_goes_on() {
        var id = sessions.verified(visitor("D"));
        now = now.plus(Duration.ofMinutes(20));
        assertThat(sessions.find(id).orElseThrow().verified()).isTrue();
        now = now.plus(SessionStore.IDLE);
        assertThat(sessions.find(id).orElseThrow().verified()).isFalse();
        assertThat(sessions.find(id).orElseThrow().verified()).isFalse();
    }

    @Test
    void a_code_is_right_once_in_five_minutes_for_its_own_session() {
        var visitor = visitor("E");
        var code = fresh(visitor);
        assertThat(codes.check(visitor("E"), code)).isEqualTo(CodeStore.Check.NONE);
        assertThat(codes.check(visitor, code)).isEqualTo(CodeStore.Check.RIGHT);
        codes.use(visitor);
        assertThat(codes.check(visitor, code)).as("the second click").isEqualTo(CodeStore.Check.RIGHT);
        now = now.plus(CodeStore.SAME_CLICK).plusSeconds(1);
        assertThat(codes.check(visitor, code)).isEqualTo(CodeStore.Check.NONE);
        var late = fresh(visitor);
        now = now.plus(CodeStore.LIFETIME);
        assertThat(codes.check(visitor, late)).isEqualTo(CodeStore.Check.NONE);
    }

    @Test
    void guesses_at_the_same_moment_do_not_outrun_the_five_tries() throws Exception {
        var visitor = visitor("F");
        fresh(visitor);
        var checks = new ArrayList<Callable<CodeStore.Check>>();
        for (int guess = 0; guess < 20; guess++) {
            checks.add(() -> codes.check(visitor, "not it"));
        }
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            int looked = 0;
            for (var answer : pool.invokeAll(checks)) {
                looked += answer.get() == CodeStore.Check.WRONG ? 1 : 0;
            }
            assertThat(looked).isEqualTo(CodeStore.TRIES);
        }
    }

    @Test
    void three_codes_in_a_quarter_of_an_hour_over_all_sessions_of_a_customer() {
        for (int sent = 0; sent < CodeStore.CAP; sent++) {
            fresh(visitor("G"));
        }
        assertThat(codes.issue(visitor("G"), phone("G"), HERE)).isInstanceOf(CodeStore.Issue.TooMany.class);
        now = now.plus(CodeStore.CAP_WINDOW);
        assertThat(codes.issue(visitor("G"), phone("G"), HERE)).isInstanceOf(CodeStore.Issue.Fresh.class);
    }

    /// A tenant of its own, so that the codes of other tests do not count.
    private CodeStore capped(String tenant, CodeCaps caps) {
        return new CodeStore(
                jdbc,
                new TransactionTemplate(new DataSourceTransactionManager(DATABASE)),
                SECRETS,
                () -> now,
                tenant,
                caps);
    }

    private Visitor visitor(String tenant, String customer) {
        var link = new LinkStore(jdbc, SECRETS, () -> now, tenant, "http://127.0.0.1:8080/")
                .create("case-" + customer, customer, "contact", Channel.SMS);
        var its = new SessionStore(jdbc, SECRETS, () -> now, tenant);
        return its.find(its.open(token(link)).orElseThrow().id()).orElseThrow();
    }

    @Test
    void a_number_gets_so_many_codes_a_day_whoever_asks_for_them() {
        var store = capped("by-number", new CodeCaps(4, 100, 100));
        for (int sent = 0; sent < 4; sent++) {
            assertThat(store.issue(visitor("by-number", "N" + sent), "+12025550142", HERE))
                    .isInstanceOf(CodeStore.Issue.Fresh.class);
            now = now.plus(Duration.ofHours(1));
        }
        assertThat(store.issue(visitor("by-number", "N9"), "+12025550142", HERE))
                .isInstanceOf(CodeStore.Issue.TooMany.class);
        assertThat(store.issue(visitor("by-number", "N9"), "+12025550143", HERE))
                .isInstanceOf(CodeStore.Issue.Fresh.class);
        now = now.plus(Duration.ofHours(20));
        assertThat(store.issue(visitor("by-number", "N8"), "+12025550142", HERE))
                .isInstanceOf(CodeStore.Issue.Fresh.class);
    }

    @Test
    void an_address_and_a_tenant_get_so_many_codes_an_hour_and_this_machine_is_no_address() {
        var store = capped("by-address", new CodeCaps(100, 3, 7));
        for (int sent = 0; sent < 3; sent++) {
            assertThat(store.issue(visitor("by-address", "P" + sent), phone("P" + sent), "203.0.113.7"))
                    .isInstanceOf(CodeStore.Issue.Fresh.class);
        }
        assertThat(store.issue(visitor("by-address", "P4"), phone("P4"), "203.0.113.7"))
                .isInstanceOf(CodeStore.Issue.TooMany.class);
        assertThat(store.issue(visitor("by-address", "P4"), phone("P4"), "2001:db8::7"))
                .isInstanceOf(CodeStore.Issue.Fresh.class);
        for (var here : new String[] {"127.0.0.1", "0:0:0:0:0:0:0:1", "127.0.0.1"}) {
            var customer = "Q" + phones++;
            assertThat(store.issue(visitor("by-address", customer), phone(customer), here))
                    .isInstanceOf(CodeStore.Issue.Fresh.class);
        }
        assertThat(store.issue(visitor("by-address", "R"), phone("R"), HERE))
                .as("seven in all")
                .isInstanceOf(CodeStore.Issue.TooMany.class);
        now = now.plus(Duration.ofHours(1)).plusSeconds(1);
        assertThat(store.issue(visitor("by-address", "R"), phone("R"), "203.0.113.7"))
                .isInstanceOf(CodeStore.Issue.Fresh.class);
        assertThat(jdbc.sql("select count(*) from identity.codes t where t::text like '%203.0.113%'"
                                + " or t::text like '%2025550%'")
                        .query(Long.class)
                        .single())
                .as("neither numbers nor addresses are kept")
                .isZero();
    }

    @Test
    void a_code_that_could_not_be_sent_counts_for_nothing() {
        var visitor = visitor("H");
        codes.withdraw((CodeStore.Issue.Fresh) codes.issue(visitor, phone(visitor.customerId()), HERE));
        assertThat(codes.live(visitor)).isEmpty();
    }

    @Test
    void ten_failures_a_day_and_right_answers_cost_none() throws Exception {
        for (int right = 0; right < 30; right++) {
            assertThat(failures.charge("J")).isTrue();
            failures.giveBack("J");
        }
        var charges = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 25; i++) {
            charges.add(() -> failures.charge("J"));
        }
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            int passed = 0;
            for (var answer : pool.invokeAll(charges)) {
                passed += answer.get() ? 1 : 0;
            }
            assertThat(passed).isEqualTo(FailureStore.A_DAY);
        }
        assertThat(failures.exhausted("J")).isTrue();
        now = now.plus(Duration.ofHours(2));
        assertThat(failures.exhausted("J")).as("the next day").isFalse();
    }

    @Test
    void the_key_is_made_once_and_is_its_owners_only(@TempDir Path keys) throws Exception {
        var first = Secrets.in(keys, new Random(1)).hash("link", "x");
        assertThat(Secrets.in(keys, new Random(2)).hash("link", "x")).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(keys.resolve("identity-key"))).hasSize(2);
        try (var files = Files.list(keys)) {
            assertThat(files).hasSize(1);
        }
    }

    private String fresh(Visitor visitor) {
        return ((CodeStore.Issue.Fresh) codes.issue(visitor, phone(visitor.customerId()), HERE)).code();
    }
}
