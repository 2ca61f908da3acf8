package io.throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.Input.ContactResult;
import io.throughline.engine.Input.PaymentResult;
import io.throughline.engine.Input.WriteResult;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {
    @Test
    void a_new_case_reads_its_facts_one_after_the_other_before_anybody_speaks() {
        var run = Arrears.opened();
        assertThat(run.state.awaiting()).isEqualTo(Awaiting.FACTS);
        assertThat(run.last(Effect.ReadFacts.class).recordKey()).isEqualTo("A-1");
        run.answerReads(48_000, 45, 0);
        assertThat(run.effects).hasSize(2);
        assertThat(run.state.at()).isEqualTo("verify");
        assertThat(run.state.awaiting()).isEqualTo(Awaiting.CUSTOMER);
        assertThat(run.state.timers()).containsKey("touch");
    }

    @Test
    void facts_that_cannot_be_had_bring_the_case_to_a_person() {
        var run = Arrears.opened();
        run.give(new Input.FactsMissing(run.last(Effect.ReadFacts.class).key(), "no such account"), By.SYSTEM);
        assertThat(run.state.status()).isEqualTo(Status.EXCEPTION);
        assertThat(run.state.at()).isEqualTo("no-facts");
    }

    @Test
    void touches_go_out_in_their_order_and_then_the_case_closes_with_a_note() {
        var run = Arrears.ready(48_000, 45, 0).later(Duration.ZERO);
        for (int touch = 0; touch < 3; touch++) {
            var contact = run.last(Effect.Contact.class);
            assertThat(contact.touch()).isEqualTo(touch);
            run.give(
                    new Input.ContactReported(contact.key(), new ContactResult.Sent("m" + touch, By.Channel.SMS)),
                    By.SYSTEM);
            run.later(Duration.ofDays(3));
        }
        run.later(Duration.ofDays(5));
        assertThat(run.last(Effect.ReadFacts.class)).isNotNull();
        run.answerReads(48_000, 53, 0);
        var note = run.last(Effect.WriteRecord.class);
        assertThat(note.operation()).isEqualTo("post-note");
        run.give(new Input.WriteReported(note.key(), new WriteResult.Written("N-1", run.now)), By.SYSTEM);
        assertThat(run.state.outcome()).isEqualTo("no-answer");
        assertThat(run.state.timers()).isEmpty();
    }

    @Test
    void a_touch_that_reached_nobody_makes_room_for_the_next_at_once() {
        var run = Arrears.ready(48_000, 45, 0).later(Duration.ZERO);
        var contact = run.last(Effect.Contact.class);
        run.give(new Input.ContactReported(contact.key(), new ContactResult.Denied("NO_CONSENT", "")), By.SYSTEM);
        run.later(Duration.ZERO);
        assertThat(run.last(Effect.Contact.class).touch()).isEqualTo(1);
    }

    @Test
    void a_held_touch_stays_due_and_is_evidence() {
        var run = Arrears.ready(48_000, 45, 0).later(Duration.ZERO);
        var contact = run.last(Effect.Contact.class);
        run.give(
                new Input.ContactReported(contact.key(), new ContactResult.Held(run.now, "regf.time-window", "")),
                By.SYSTEM);
        assertThat(run.state.pending()).containsKey(contact.key());
        assertThat(run.eventTypes()).contains("contact-held");
    }

    @Test
    void nothing_about_the_account_is_asked_or_told_before_identity_is_proven() {
        var run = Arrears.ready(48_000, 45, 0);
        assertThat(run.prompt()).isEqualTo(new Prompt.Verify("verify", 5));
        var refused = run.give(new Input.Chosen("options", "pay-now"));
        assertThat(refused).isInstanceOf(Advance.Refused.class);
        var options = Arrears.atOptions();
        assertThat(options.prompt()).isInstanceOf(Prompt.Choose.class);
        assertThat(Engine.prompt(Arrears.DEFINITION, options.state, false, options.now))
                .isInstanceOf(Prompt.Verify.class);
    }

    @Test
    void identity_lapses_after_half_an_hour_and_is_asked_again_where_the_case_stands() {
        var run = Arrears.atOptions();
        run.now = run.now.plus(Identity.LIFETIME);
        assertThat(run.prompt()).isInstanceOf(Prompt.Verify.class);
        assertThat(run.give(new Input.Chosen("options", "pay-now"))).isInstanceOf(Advance.Refused.class);
        run.give(new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "facts"));
        assertThat(run.state.at()).isEqualTo("options");
        assertThat(run.prompt()).isInstanceOf(Prompt.Choose.class);
    }

    @Test
    void the_required_words_come_before_the_options_and_leave_their_version_as_evidence() {
        var run = Arrears.verified();
        assertThat(run.prompt()).isInstanceOf(Prompt.Disclose.class);
        assertThat(run.give(new Input.Chosen("options", "pay-now"))).isInstanceOf(Advance.Refused.class);
        assertThat(run.give(new Input.Acknowledged("disclose", "us.mini-miranda", "1999-01-01", "en")))
                .isInstanceOf(Advance.Refused.class);
        run.give(new Input.Acknowledged("disclose", "us.mini-miranda", "2026-11-01", "en"));
        assertThat(run.state.at()).isEqualTo("options");
        assertThat(run.events.stream().filter(event -> event.type().equals("disclosure-acknowledged")))
                .singleElement()
                .satisfies(event -> assertThat(event.details()).containsEntry("version", "2026-11-01"));
    }

    @Test
    void only_choices_whose_condition_holds_are_offered_and_taken() {
        var run = Arrears.ready(4_000, 45, 2);
        run.give(new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "facts"));
        run.give(new Input.Acknowledged("disclose", "us.mini-miranda", "2026-11-01", "en"));
        assertThat(((Prompt.Choose) run.prompt()).options())
                .extracting(Prompt.Option::choice)
                .containsExactly("pay-now");
        assertThat(run.give(new Input.Chosen("options", "plan"))).isInstanceOf(Advance.Refused.class);
    }

    @Test
    void a_payment_is_finished_only_when_the_ledger_has_confirmed() {
        var run = Arrears.atOptions();
        run.give(new Input.Chosen("options", "pay-now"));
        assertThat(((Prompt.Pay) run.prompt()).amount()).isEqualTo(new Money(48_000, "USD"));
        run.give(new Input.PayRequested("pay"));
        var checkout = run.last(Effect.OpenCheckout.class);
        assertThat(run.give(new Input.PayRequested("pay"))).isInstanceOf(Advance.Refused.class);
        var paid = new PaymentResult.Paid("ch_1", new Money(48_000, "USD"), "visa", "4242");
        run.give(new Input.PaymentReported(checkout.key(), paid), By.SYSTEM);
        assertThat(run.state.status()).isEqualTo(Status.OPEN);
        assertThat(run.state.awaiting()).isEqualTo(Awaiting.WRITEBACK);
        assertThat(run.give(new Input.PaymentReported(checkout.key(), paid), By.SYSTEM))
                .isInstanceOf(Advance.Refused.class);
        var write = run.last(Effect.WriteRecord.class);
        assertThat(write.values()).containsEntry("receipt", "ch_1").containsEntry("account", "A-1");
        run.give(new Input.WriteReported(write.key(), new WriteResult.Written("L-9", run.now)), By.SYSTEM);
        var receipt = run.last(Effect.Contact.class);
        run.give(new Input.ContactReported(receipt.key(), new ContactResult.Sent("m", By.Channel.SMS)), By.SYSTEM);
        assertThat(run.state.outcome()).isEqualTo("paid");
        assertThat(run.state.proofs()).containsEntry("ledger.post-payment", "L-9");
    }

    @Test
    void a_payment_whose_outcome_is_unknown_stays_unknown_and_opens_no_second_page() {
        var run = Arrears.atOptions();
        run.give(new Input.Chosen("options", "pay-now"));
        run.give(new Input.PayRequested("pay"));
        var checkout = run.last(Effect.OpenCheckout.class);
        run.give(new Input.PaymentReported(checkout.key(), new PaymentResult.Unknown("time-out")), By.SYSTEM);
        assertThat(run.state.awaiting()).isEqualTo(Awaiting.PAYMENT);
        assertThat(run.give(new Input.PayRequested("pay"))).isInstanceOf(Advance.Refused.class);
        run.give(new Input.PaymentReported(checkout.key(), new PaymentResult.Declined("card_declined")), By.SYSTEM);
        assertThat(run.state.at()).isEqualTo("options");
        run.give(new Input.Chosen("options", "pay-now"));
        run.give(new Input.PayRequested("pay"));
        assertThat(run.last(Effect.OpenCheckout.class).attempt()).isEqualTo(2);
    }

    @Test
    void a_writeback_that_is_refused_lands_in_its_queue_with_the_receipt() {
        var run = Arrears.atOptions();
        run.give(new Input.Chosen("options", "pay-now"));
        run.give(new Input.PayRequested("pay"));
        var checkout = run.last(Effect.OpenCheckout.class);
        run.give(
                new Input.PaymentReported(
                        checkout.key(), new PaymentResult.Paid("ch_1", new Money(48_000, "USD"), "visa", "4242")),
                By.SYSTEM);
        var write = run.last(Effect.WriteRecord.class);
        run.give(
                new Input.WriteReported(write.key(), new WriteResult.Rejected("closed", "account is closed")),
                By.SYSTEM);
        assertThat(run.state.at()).isEqualTo("payment-not-posted");
        assertThat(run.events.getLast().details().get("carry").toString())
                .contains("ch_1")
                .contains("account is closed");
        var back = new By(By.Actor.OPERATIONS, "lee", By.Channel.API, Rights.of(Rights.RESUME));
        run.give(new Input.Resumed("post-payment", "account reopened"), back);
        assertThat(run.last(Effect.WriteRecord.class).key()).isNotEqualTo(write.key());
    }

    @Test
    void a_promise_must_lie_inside_its_bounds() {
        var run = Arrears.atOptions();
        run.give(new Input.Chosen("options", "promise"));
        var today = LocalDate.of(2026, 11, 23);
        assertThat(run.give(new Input.ArrangementProposed("promise", today.plusDays(31), 0)))
                .isInstanceOf(Advance.Refused.class);
        assertThat(run.give(new Input.ArrangementProposed("promise", today.minusDays(1), 0)))
                .isInstanceOf(Advance.Refused.class);
        run.give(new Input.ArrangementProposed("promise", today.plusDays(30), 0));
        assertThat(run.last(Effect.WriteRecord.class).values().get("note").toString())
                .contains("$480.00")
                .contains("23 Dec 2026");
    }

    @Test
    void a_plan_adds_up_to_the_cent() {
        var run = Arrears.atOptions();
        run.give(new Input.Chosen("options", "plan"));
        for (var terms : ((Prompt.Arrange) run.prompt()).plans()) {
            assertThat(terms.each().minor() * (terms.instalments() - 1)
                            + terms.last().minor())
                    .isEqualTo(48_000);
        }
        run.give(new Input.ArrangementProposed("plan", LocalDate.of(2026, 12, 1), 3));
        assertThat(run.last(Effect.WriteRecord.class).values()).containsEntry("instalments", 3L);
    }

    @Test
    void too_many_failed_attempts_bring_the_case_to_a_person() {
        var run = Arrears.ready(48_000, 45, 0);
        for (int i = 0; i < 5; i++) {
            run.give(new Input.IdentityFailed("facts"));
        }
        assertThat(run.state.at()).isEqualTo("cannot-verify");
        assertThat(run.give(new Input.IdentityFailed("facts"))).isInstanceOf(Advance.Refused.class);
    }

    @Test
    void the_wrong_person_ends_outreach_and_leaves_a_note_in_the_ledger() {
        var run = Arrears.ready(48_000, 45, 0);
        run.give(new Input.WrongParty());
        assertThat(run.state.outreachStopped()).isTrue();
        assertThat(run.last(Effect.WriteRecord.class).operation()).isEqualTo("post-note");
    }

    @Test
    void after_an_opt_out_no_touch_is_due_and_the_case_still_ends() {
        var run = Arrears.ready(48_000, 45, 0).later(Duration.ZERO);
        run.give(
                new Input.ContactReported(
                        run.last(Effect.Contact.class).key(), new ContactResult.Sent("m", By.Channel.SMS)),
                By.SYSTEM);
        run.give(new Input.OptedOut(By.Channel.SMS, "stop"), By.customer(By.Channel.SMS));
        assertThat(run.state.timers().keySet()).isEqualTo(java.util.Set.of("unanswered"));
        run.later(Duration.ofDays(6));
        run.answerReads(48_000, 53, 0);
        assertThat(run.state.at()).isEqualTo("note-no-answer");
    }

    @Test
    void a_stale_amount_is_read_again_before_the_card_page_opens() {
        var run = Arrears.atOptions();
        run.give(new Input.Chosen("options", "pay-now"));
        run.now = run.now.plus(Duration.ofMinutes(6));
        run.give(new Input.PayRequested("pay"));
        assertThat(run.last(Effect.OpenCheckout.class)).isNull();
        run.answerReads(20_000, 45, 0);
        assertThat(((Prompt.Pay) run.prompt()).amount()).isEqualTo(new Money(20_000, "USD"));
    }

    @Test
    void only_a_person_with_the_right_puts_a_case_back_on_a_step() {
        var run = Arrears.ready(48_000, 45, 0);
        run.give(new Input.PersonWanted());
        assertThat(run.state.at()).isEqualTo("hand-over");
        for (var by : List.of(Arrears.CUSTOMER, By.SYSTEM)) {
            assertThat(run.give(new Input.Resumed("verify", "please"), by)).isInstanceOf(Advance.Refused.class);
        }
        var lead = new By(By.Actor.OPERATIONS, "lee", By.Channel.API, Rights.of(Rights.RESUME));
        assertThat(run.give(new Input.Resumed("done-paid", "trust me"), lead)).isInstanceOf(Advance.Refused.class);
        assertThat(run.give(new Input.Resumed("verify", ""), lead)).isInstanceOf(Advance.Refused.class);
        assertThat(run.give(new Input.Resumed("verify", "called back"), lead)).isInstanceOf(Advance.Moved.class);
    }

    @Test
    void the_same_input_twice_gives_the_same_transition() {
        var one = Arrears.atOptions();
        var two = Arrears.atOptions();
        assertThat(one.state).isEqualTo(two.state);
        assertThat(one.events).isEqualTo(two.events);
        assertThat(one.effects).isEqualTo(two.effects);
    }
}
