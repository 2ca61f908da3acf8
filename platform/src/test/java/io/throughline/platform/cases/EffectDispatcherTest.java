package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EffectDispatcherTest {
    private final CaseFixture fixture = new CaseFixture();
    private @Nullable EffectDispatcher dispatcher;

    @AfterEach
    void close() {
        if (dispatcher != null) {
            dispatcher.stop();
        }
        fixture.close();
    }

    @Test
    void a_queued_effect_is_carried_out_and_its_report_ends_it() {
        start(new Writes((key, _) -> new EffectHandler.Carried.Done(written(key))));
        var id = queued("post");

        await(() -> fixture.count("cases.effect") == 0);

        assertThat(fixture.cases.find(id).orElseThrow().pending()).isEmpty();
        assertThat(types(id)).containsExactly("case.opened", "chosen", "effect.answered");
    }

    @Test
    void a_fault_is_tried_again_later_in_business_time() {
        var attempts = new AtomicInteger();
        start(new Writes((key, attempt) -> {
            attempts.set(attempt);
            if (attempt < 3) {
                throw new IllegalStateException("the ledger hangs up");
            }
            return new EffectHandler.Carried.Done(written(key));
        }));
        var id = queued("post");

        await(() -> {
            fixture.now.updateAndGet(now -> now.plusSeconds(5));
            return fixture.count("cases.effect") == 0;
        });

        assertThat(attempts).hasValue(3);
        assertThat(types(id)).endsWith("effect.answered");
    }

    @Test
    void a_fault_after_the_handlers_patience_ends_with_its_report() {
        start(
                new Writes((_, _) -> {
                    throw new IllegalStateException("never");
                }) {
                    @Override
                    public Duration patience() {
                        return Duration.ofMinutes(10);
                    }

                    @Override
                    public Input givenUp(Effect.WriteRecord effect, String reason) {
                        return new Input.WriteReported(effect.key(), new Input.WriteResult.Failed(reason));
                    }
                });
        var id = queued("post");

        await(() -> {
            fixture.now.updateAndGet(now -> now.plusSeconds(120));
            return fixture.count("cases.effect") == 0;
        });

        assertThat(fixture.cases.events(id).getLast().details()).containsEntry("result", "Failed");
    }

    @Test
    void an_answer_that_comes_elsewhere_parks_the_effect_until_it_is_woken() {
        var calls = new AtomicInteger();
        start(new Writes((key, _) -> calls.incrementAndGet() == 1
                ? new EffectHandler.Carried.Elsewhere(null)
                : new EffectHandler.Carried.Done(written(key))));
        var id = queued("post");
        var key = id + "/post/0";
        await(() -> calls.get() == 1 && due(key) == 0);

        assertThat(fixture.effects.wake(key)).isTrue();

        await(() -> fixture.count("cases.effect") == 0);
        assertThat(calls).hasValue(2);
    }

    @Test
    void a_contact_held_by_policy_waits_for_its_time_and_leaves_evidence() {
        var allowedFrom = fixture.now.get().plusSeconds(3_600);
        var sent = new AtomicInteger();
        start(new EffectHandler<Effect.Contact>() {
            @Override
            public Class<Effect.Contact> kind() {
                return Effect.Contact.class;
            }

            @Override
            public Claim claim(Effect.Contact effect, CaseState state, Instant now) {
                return now.isBefore(allowedFrom)
                        ? new Claim.Later(
                                allowedFrom,
                                new Input.ContactReported(
                                        effect.key(), new Input.ContactResult.Held(allowedFrom, "hours", "too early")))
                        : new Claim.Go();
            }

            @Override
            public Carried carryOut(Effect.Contact effect, CaseState state, int attempt) {
                sent.addAndGet(attempt);
                return new Carried.Done(new Input.ContactReported(
                        effect.key(), new Input.ContactResult.Sent("ref", io.throughline.engine.By.Channel.SMS)));
            }
        });
        var id = queued("contact");
        await(() -> types(id).contains("contact.held"));
        assertThat(sent).hasValue(0);

        fixture.now.set(allowedFrom);

        await(() -> fixture.count("cases.effect") == 0);
        assertThat(sent).hasValue(1);
        assertThat(types(id)).containsExactly("case.opened", "chosen", "contact.held", "effect.answered");
    }

    @Test
    void an_effect_whose_lease_ended_is_taken_over_and_the_late_answer_is_fenced_off() {
        var id = queued("post");
        var kinds = List.of("WriteRecord");
        var first = claim(kinds).getFirst();
        assertThat(claim(kinds)).isEmpty();
        fixture.now.updateAndGet(now -> now.plusSeconds(60));
        var second = claim(kinds).getFirst();
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(second.attempt()).isEqualTo(2);

        var late = fixture.cases.take(
                id, written(first.key()), CaseFixture.BY, _ -> new EffectFate.Over(first.key(), first.fence()));
        var inTime = fixture.cases.take(
                id, written(second.key()), CaseFixture.BY, _ -> new EffectFate.Over(second.key(), second.fence()));

        assertThat(late).isEqualTo(new DurableCases.Taken.FencedOff());
        assertThat(inTime).isInstanceOf(DurableCases.Taken.Applied.class);
        assertThat(types(id)).containsExactly("case.opened", "chosen", "effect.answered");
    }

    @Test
    void a_handler_that_cannot_decide_holds_up_nobody_else() {
        var poisoned = fixture.open("poisoned");
        var healthy = fixture.open("healthy");
        fixture.choose(poisoned, "post");
        fixture.choose(healthy, "post");
        start(new Writes((key, _) -> new EffectHandler.Carried.Done(written(key))) {
            @Override
            public Claim claim(Effect.WriteRecord effect, CaseState state, Instant now) {
                if (state.id().equals(poisoned)) {
                    throw new IllegalStateException("cannot decide");
                }
                return new Claim.Go();
            }
        });

        await(() -> fixture.cases.find(healthy).orElseThrow().pending().isEmpty());
        assertThat(fixture.effects.find(poisoned + "/post/0")).isPresent();
    }

    @Test
    void stopping_finishes_what_has_begun() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        start(new Writes((key, _) -> {
            begun.countDown();
            awaitLatch(goOn);
            return new EffectHandler.Carried.Done(written(key));
        }));
        var id = queued("post");
        begun.await();
        var stopping = Thread.ofVirtual().start(java.util.Objects.requireNonNull(dispatcher)::stop);

        goOn.countDown();
        stopping.join();

        assertThat(types(id)).endsWith("effect.answered");
    }

    private void start(EffectHandler<?> handler) {
        dispatcher = fixture.dispatcher(handler);
        dispatcher.start();
    }

    private String queued(String choice) {
        var id = fixture.open("k");
        fixture.choose(id, choice);
        return id;
    }

    private List<EffectStore.Claimed> claim(List<String> kinds) {
        var now = fixture.now.get();
        return java.util.Objects.requireNonNull(
                fixture.transactions.execute(_ -> fixture.effects.claimDue(kinds, now, now, now.plusSeconds(8), 10)));
    }

    private int due(String key) {
        return java.util.Objects.requireNonNull(fixture.jdbc.queryForObject(
                "select count(*) from cases.effect where key = ? and due_at is not null", Integer.class, key));
    }

    private List<String> types(String id) {
        return fixture.cases.events(id).stream().map(Cases.Recorded::type).toList();
    }

    private static Input written(String key) {
        return new Input.WriteReported(key, new Input.WriteResult.Written("R-1", Instant.EPOCH));
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(end);
            Pause.PARKED.of(Duration.ofMillis(5));
        }
    }

    private interface Answer {
        EffectHandler.Carried of(String key, int attempt);
    }

    private static class Writes implements EffectHandler<Effect.WriteRecord> {
        private final Answer answer;

        Writes(Answer answer) {
            this.answer = answer;
        }

        @Override
        public Class<Effect.WriteRecord> kind() {
            return Effect.WriteRecord.class;
        }

        @Override
        public Carried carryOut(Effect.WriteRecord effect, CaseState state, int attempt) {
            return answer.of(effect.key(), attempt);
        }
    }
}
