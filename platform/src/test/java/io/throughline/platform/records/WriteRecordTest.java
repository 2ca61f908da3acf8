package io.throughline.platform.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.Effect;
import io.throughline.engine.Input.WriteReported;
import io.throughline.engine.Input.WriteResult;
import io.throughline.engine.Money;
import io.throughline.platform.HeardCases;
import io.throughline.platform.TestDatabase;
import io.throughline.platform.cases.EffectHandler.Carried;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class WriteRecordTest {
    private Instant now = Instant.parse("2026-11-22T15:00:00Z");
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
    private final Books books = new Books();
    private final WriteRecord handler = new WriteRecord(
            new Systems(List.of(books), () -> now), new WritebackStore(jdbc, new JsonMapper(), "main"), () -> now);
    private final Effect.WriteRecord effect = new Effect.WriteRecord(
            "w1",
            "post-payment",
            "ledger",
            "post-payment",
            Map.of("account", "AC-1", "amount", new Money(100, "USD").toFact(), "receipt", "pi_1"));

    private Carried carry() throws InterruptedException {
        return handler.carryOut(effect, HeardCases.state("case-1", Map.of("w1", "post-payment")), 1);
    }

    private static WriteResult done(Carried carried) {
        return ((WriteReported) ((Carried.Done) carried).report()).result();
    }

    @Test
    void an_unclear_answer_is_looked_up_before_it_is_sent_again() throws Exception {
        books.postings.add(new SystemOfRecord.Posting.Unknown("cut"));
        books.lookups.add(new SystemOfRecord.Lookup.Posted("L-1", now));
        assertThat(carry()).isInstanceOf(Carried.Again.class);
        assertThat(done(carry())).isEqualTo(new WriteResult.Written("L-1", now));
        assertThat(books.asked).containsExactly("post w1", "look w1");
        assertThat(done(carry())).isEqualTo(new WriteResult.Written("L-1", now));
        assertThat(books.asked).hasSize(2);
    }

    @Test
    void what_was_not_posted_is_sent_again_under_the_same_key() throws Exception {
        books.postings.add(new SystemOfRecord.Posting.Unknown("503"));
        books.lookups.add(new SystemOfRecord.Lookup.Absent());
        books.postings.add(new SystemOfRecord.Posting.Confirmed("L-1", now));
        carry();
        assertThat(done(carry())).isEqualTo(new WriteResult.Written("L-1", now));
        assertThat(books.asked).containsExactly("post w1", "look w1", "post w1");
    }

    @Test
    void a_no_is_told_with_what_was_asked() throws Exception {
        books.postings.add(new SystemOfRecord.Posting.Rejected("account-unknown", "no such account"));
        var result = (WriteResult.Rejected) done(carry());
        assertThat(result.code()).isEqualTo("account-unknown");
        assertThat(result.message())
                .contains("no such account")
                .contains("AC-1")
                .contains("w1");
        assertThat(jdbc.sql("select state || ' ' || answer from records.writeback")
                        .query(String.class)
                        .single())
                .isEqualTo("REJECTED account-unknown: no such account");
    }

    @Test
    void after_a_day_a_person_gets_it() throws Exception {
        carry();
        now = now.plus(Duration.ofHours(25));
        assertThat(done(carry())).isInstanceOf(WriteResult.Failed.class);
    }

    @Test
    void a_system_that_is_down_is_left_alone_for_a_while() throws Exception {
        for (int i = 0; i < 12; i++) {
            assertThat(carry()).isInstanceOf(Carried.Again.class);
        }
        assertThat(books.asked).hasSize(10);
        now = now.plus(Duration.ofSeconds(31));
        books.lookups.add(new SystemOfRecord.Lookup.Posted("L-1", now));
        assertThat(done(carry())).isEqualTo(new WriteResult.Written("L-1", now));
    }

    @Test
    void pauses_grow_and_are_jittered_and_repeat_themselves() {
        var backoff = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(15));
        for (int attempt = 1; attempt < 60; attempt++) {
            var pause = backoff.pause("w1", attempt);
            assertThat(pause).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(15));
            assertThat(pause).isEqualTo(backoff.pause("w1", attempt));
        }
        assertThat(backoff.pause("w1", 9)).isNotEqualTo(backoff.pause("w2", 9));
    }

    @Test
    void money_goes_over_the_wire_in_minor_units() {
        assertThat(Ledger.body("post-payment", effect.values()))
                .isEqualTo(Map.of(
                        "operation", "post-payment",
                        "account", "AC-1",
                        "amountMinor", 100L,
                        "currency", "USD",
                        "receipt", "pi_1"));
    }

    private static final class Books implements SystemOfRecord {
        final Deque<Posting> postings = new ArrayDeque<>();
        final Deque<Lookup> lookups = new ArrayDeque<>();
        final List<String> asked = new ArrayList<>();

        @Override
        public String name() {
            return "ledger";
        }

        @Override
        public Reading read(String read, String key) {
            return new Reading.Unavailable("down");
        }

        @Override
        public Posting post(String operation, Map<String, Object> values, String key) {
            asked.add("post " + key);
            return postings.isEmpty() ? new Posting.Unknown("down") : postings.remove();
        }

        @Override
        public Lookup lookUp(String key) {
            asked.add("look " + key);
            return lookups.isEmpty() ? new Lookup.Unavailable("down") : lookups.remove();
        }
    }
}
