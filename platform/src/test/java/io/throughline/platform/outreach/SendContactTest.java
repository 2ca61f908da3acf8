package io.throughline.platform.outreach;

import static io.throughline.platform.outreach.OutreachWorld.touch;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By.Channel;
import io.throughline.engine.Effect;
import io.throughline.engine.Input.ContactReported;
import io.throughline.engine.Input.ContactResult;
import io.throughline.platform.cases.EffectHandler;
import io.throughline.platform.cases.EffectHandler.Carried;
import io.throughline.platform.cases.EffectHandler.Claim;
import io.throughline.platform.channels.SmsGateway.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SendContactTest {
    private final OutreachWorld world = new OutreachWorld();

    private static ContactResult result(Carried carried) {
        assertThat(carried).isInstanceOf(Carried.Done.class);
        return ((ContactReported) ((Carried.Done) carried).report()).result();
    }

    @Test
    void a_permitted_text_is_claimed_submitted_and_reported_as_sent() throws Exception {
        var effect = touch("k1", 0, "first");
        assertThat(world.claim(effect)).isEqualTo(new Claim.Go());
        assertThat(world.stateOf("k1")).isEqualTo("CLAIMED");
        assertThat(result(world.sending.carryOut(effect, world.state(), 1)))
                .isEqualTo(new ContactResult.Sent(
                        world.contacts.findByEffect("k1").orElseThrow().id(), Channel.SMS));
        assertThat(world.texts)
                .containsExactly("Northwind: please see https://t.example/l/SMS Reply STOP to opt out. "
                        + Words.collector("en"));
        assertThat(world.stateOf("k1")).isEqualTo("SENT");
    }

    /// Found by simulation (seed 6): it hung after it had looked, longer than its lease, and sent what another process
    /// had sent meanwhile.
    @Test
    void a_process_that_slept_through_its_lease_does_not_send_what_another_has_sent() throws Exception {
        var effect = touch("k1", 0, "first");
        world.claim(effect);
        world.whileRendering = () -> {
            world.whileRendering = () -> {};
            CompletableFuture.runAsync(() -> {
                        try {
                            world.process().carryOut(effect, world.state(), 2);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .join();
        };
        assertThat(world.sending.carryOut(effect, world.state(), 1)).isInstanceOf(Carried.Again.class);
        assertThat(world.texts).hasSize(1);
        assertThat(world.stateOf("k1")).isEqualTo("SENT");
    }

    @Test
    void a_mail_has_the_same_words_as_text_and_as_a_page() throws Exception {
        var effect = touch("k1", 1, "detail");
        world.claim(effect);
        world.sending.carryOut(effect, world.state(), 1);
        assertThat(world.mails).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo("c1@mail.example");
            assertThat(mail.subject()).isEqualTo("A message from Northwind");
            assertThat(mail.text()).contains("see https://t.example/l/EMAIL.");
            assertThat(mail.html())
                    .contains("<a href=\"https://t.example/l/EMAIL\">https://t.example/l/EMAIL</a>.")
                    .contains("reply STOP");
        });
    }

    @Test
    void at_night_it_is_held_until_the_window_opens() {
        world.now = Instant.parse("2026-11-20T03:00:00Z");
        assertThat(world.claim(touch("k1", 0, "first")))
                .isInstanceOfSatisfying(
                        Claim.Later.class,
                        later -> assertThat(later.instant()).isEqualTo(Instant.parse("2026-11-20T13:00:00Z")));
        assertThat(world.contacts.findByEffect("k1")).isEmpty();
    }

    @Test
    void a_second_text_of_the_day_is_held_and_trying_the_first_again_is_not() throws Exception {
        world.claim(touch("k1", 0, "first"));
        assertThat(world.claim(touch("k1", 0, "first"))).isEqualTo(new Claim.Go());
        assertThat(world.claim(touch("k2", 1, "first"))).isInstanceOf(Claim.Later.class);
        assertThat(world.claim(touch("k3", -1, "receipt"))).isEqualTo(new Claim.Go());
    }

    @Test
    void what_was_certainly_not_taken_is_tried_again_later_and_in_the_end_given_up() throws Exception {
        var effect = touch("k1", 0, "first");
        world.nextText = new Submission.NotSent("no connection");
        world.claim(effect);
        assertThat(world.sending.carryOut(effect, world.state(), 3))
                .isEqualTo(new Carried.Again(world.instant().plusSeconds(120), null));
        assertThat(world.stateOf("k1")).isEqualTo("CLAIMED");
        world.pass(Duration.ofDays(3).plusHours(1));
        world.claim(effect);
        assertThat(result(world.sending.carryOut(effect, world.state(), 9)))
                .isEqualTo(new ContactResult.Undeliverable("no connection"));
    }

    @Test
    void what_may_have_gone_out_is_never_submitted_again() throws Exception {
        var effect = touch("k1", 0, "first");
        world.nextText = new Submission.Unknown("no answer");
        world.claim(effect);
        var until = world.instant().plus(Duration.ofHours(24));
        assertThat(world.sending.carryOut(effect, world.state(), 1)).isEqualTo(new Carried.Again(until, null));
        world.nextText = new Submission.Accepted("x");
        assertThat(world.claim(effect)).isEqualTo(new Claim.Go());
        assertThat(world.sending.carryOut(effect, world.state(), 2)).isEqualTo(new Carried.Again(until, null));
        world.now = until;
        assertThat(world.claim(effect)).isEqualTo(new Claim.Go());
        assertThat(result(world.sending.carryOut(effect, world.state(), 3)))
                .isEqualTo(new ContactResult.Unknown("no receipt in time"));
        assertThat(world.texts).hasSize(1);
    }

    @Test
    void a_crash_while_submitting_leaves_one_submission() throws Exception {
        var effect = touch("k1", 0, "first");
        world.claim(effect);
        world.whileSubmitting = () -> {
            throw new IllegalStateException("the machine is gone");
        };
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> world.sending.carryOut(effect, world.state(), 1)))
                .hasMessage("the machine is gone");
        world.whileSubmitting = () -> {};
        assertThat(world.sending.carryOut(effect, world.state(), 2)).isInstanceOf(Carried.Again.class);
        assertThat(world.texts).isEmpty();
    }

    @Test
    void a_receipt_tells_what_became_of_an_unknown_one() throws Exception {
        var effect = touch("k1", 0, "first");
        world.nextText = new Submission.Unknown("no answer");
        world.claim(effect);
        world.sending.carryOut(effect, world.state(), 1);
        for (int receipt = 0; receipt < 4; receipt++) { // two parts, each told twice
            world.receiving.smsReceipt(
                    "m" + receipt / 2, world.references.getFirst(), OutreachWorld.PHONE, "DELIVRD", world.instant());
        }
        assertThat(world.inputs).singleElement().asString().contains("ContactReported", "Sent");
        assertThat(result(world.sending.carryOut(effect, world.state(), 2))).isInstanceOf(ContactResult.Sent.class);
    }

    @Test
    void a_late_receipt_is_evidence_only() throws Exception {
        var effect = touch("k1", 0, "first");
        world.claim(effect);
        world.sending.carryOut(effect, world.state(), 1);
        world.receiving.smsReceipt(
                "carrier-1", world.references.getFirst(), OutreachWorld.PHONE, "UNDELIV", world.instant());
        world.receiving.smsReceipt(
                "carrier-1", world.references.getFirst(), OutreachWorld.PHONE, "DELIVRD", world.instant());
        assertThat(world.stateOf("k1")).isEqualTo("UNDELIVERABLE");
        assertThat(world.inputs).isEmpty();
    }

    @Test
    void a_stop_between_claim_and_submission_still_wins() throws Exception {
        var effect = touch("k1", 0, "first");
        world.claim(effect);
        world.receiving.smsReceived(OutreachWorld.PHONE, "72620", "STOP", world.instant());
        world.texts.clear();
        assertThat(result(world.sending.carryOut(effect, world.state(), 1)))
                .isInstanceOfSatisfying(
                        ContactResult.Denied.class,
                        denied -> assertThat(denied.rule()).isEqualTo("OPTED_OUT"));
        assertThat(world.texts).isEmpty();
    }

    @Test
    void a_message_with_a_hole_is_not_sent() {
        var effect = touch("k1", 0, "broken");
        world.claim(effect);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> world.sending.carryOut(effect, world.state(), 1)))
                .hasMessageContaining("{nothing}");
        assertThat(world.stateOf("k1")).isEqualTo("CLAIMED");
    }

    @Test
    void a_message_with_a_hole_ends_as_undeliverable_when_patience_is_over() {
        var effect = touch("k1", 0, "broken");
        world.claim(effect);
        world.pass(world.sending.patience());
        assertThat(world.sending.givenUp(effect, "hole")).isNull();
        assertThat(world.stateOf("k1")).isEqualTo("CLAIMED");
        world.pass(Duration.ofSeconds(1));
        assertThat(world.sending.givenUp(effect, "hole"))
                .isEqualTo(new ContactReported("k1", new ContactResult.Undeliverable("hole")));
        assertThat(world.stateOf("k1")).isEqualTo("UNDELIVERABLE");
    }

    @Test
    void giving_up_never_calls_undeliverable_what_may_have_gone_out() throws Exception {
        var open = touch("k1", 0, "first");
        world.nextText = new Submission.Unknown("no answer");
        world.claim(open);
        world.sending.carryOut(open, world.state(), 1);
        var sent = touch("k2", 1, "detail");
        world.claim(sent);
        world.sending.carryOut(sent, world.state(), 1);
        world.pass(world.sending.patience().plusSeconds(1));

        assertThat(world.sending.givenUp(open, "fault"))
                .isEqualTo(new ContactReported("k1", new ContactResult.Unknown("fault")));
        assertThat(world.sending.givenUp(sent, "fault"))
                .isEqualTo(new ContactReported(
                        "k2",
                        new ContactResult.Sent(
                                world.contacts.findByEffect("k2").orElseThrow().id(), Channel.EMAIL)));
        assertThat(world.sending.givenUp(touch("k3", 2, "first"), "fault"))
                .isEqualTo(new ContactReported("k3", new ContactResult.Undeliverable("fault")));
    }

    /// In one batch neither would see the other, and a cap would be passed.
    @Test
    void messages_to_the_same_person_in_one_batch_count_for_each_other() {
        var first = touch("k1", 0, "first");
        var all = new ArrayList<EffectHandler.Asked<Effect.Contact>>();
        for (int i = 0; i < 12; i++) {
            all.add(new EffectHandler.Asked<>(touch("k" + i, 0, first.message()), world.state()));
        }
        var together = world.transactions.execute(_ -> world.sending.claimAll(all, world.now));
        var other = new OutreachWorld();
        other.now = world.now;
        var oneByOne = all.stream()
                .map(one -> other.transactions.execute(_ -> other.sending.claim(one.effect(), one.state(), other.now)))
                .toList();
        assertThat(together).isEqualTo(oneByOne);
        assertThat(together).anyMatch(Claim.Go.class::isInstance).anyMatch(claim -> !(claim instanceof Claim.Go));
    }

    @Test
    void messages_to_different_people_are_claimed_and_kept_together() {
        world.customer("c2", "+12125550177");
        world.stops.stop(new Contact.Endpoint(Channel.SMS, "+12125550177"), false, "STOP", null, world.now);
        var other = world.openCase("01890000-0000-7000-9000-000000000002", "c2");
        var claims = world.transactions.execute(_ -> world.sending.claimAll(
                List.of(
                        new EffectHandler.Asked<>(touch("k1", 0, "first"), world.state()),
                        new EffectHandler.Asked<>(touch("k2", 0, "first"), other)),
                world.now));
        assertThat(claims.getFirst()).isInstanceOf(Claim.Go.class);
        assertThat(claims.getLast()).isInstanceOf(Claim.Never.class);
        assertThat(world.contacts.findByEffects(List.of("k1", "k2"))).hasSize(1);
    }
}
