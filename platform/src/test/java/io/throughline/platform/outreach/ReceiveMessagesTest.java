package io.throughline.platform.outreach;

import static io.throughline.platform.outreach.OutreachWorld.CASE;
import static io.throughline.platform.outreach.OutreachWorld.PHONE;
import static io.throughline.platform.outreach.OutreachWorld.touch;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By.Channel;
import io.throughline.platform.cases.EffectHandler.Claim;
import io.throughline.platform.outreach.Messages.Sending;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiveMessagesTest {
    private final OutreachWorld world = new OutreachWorld();

    @BeforeEach
    void aTextHasGoneOut() throws Exception {
        var effect = touch("k1", 0, "first");
        world.claim(effect);
        world.sending.carryOut(effect, world.state(), 1);
        world.texts.clear();
        world.pass(Duration.ofHours(1));
    }

    private void text(String words) {
        world.receiving.smsReceived(PHONE.substring(1), "72620", words, world.instant());
    }

    private long count(String table) {
        return world.jdbc
                .sql("select count(*) from outreach." + table)
                .query(Long.class)
                .single();
    }

    @Test
    void a_stop_is_confirmed_once_and_ends_the_cases_outreach_however_often_it_is_delivered() {
        text("Stop!");
        text("Stop!");
        text("STOP");
        assertThat(world.texts)
                .containsExactly("Northwind: You will get no more texts from us. Reply START to get them again.");
        assertThat(world.inputs.getFirst()).startsWith(CASE).contains("OptedOut");
        assertThat(world.claim(touch("k2", -1, "receipt"))).isInstanceOf(Claim.Never.class);
        assertThat(world.claim(touch("k3", 1, "detail"))).isEqualTo(new Claim.Go());
        assertThat(count("consent_event where kind = 'STOP'")).isOne();
        assertThat(count("consent_event where kind = 'CONFIRMED'")).isOne();
    }

    @Test
    void a_stop_that_is_read_late_is_honoured_but_not_confirmed() {
        var at = world.instant();
        world.pass(Duration.ofMinutes(6));
        world.receiving.smsReceived(PHONE, "72620", "stop", at);
        assertThat(world.texts).isEmpty();
        assertThat(world.claim(touch("k2", -1, "receipt"))).isInstanceOf(Claim.Never.class);
    }

    @Test
    void stop_all_covers_every_channel_and_start_takes_up_one() {
        text("STOP ALL");
        assertThat(world.claim(touch("k3", 1, "detail"))).isInstanceOf(Claim.Never.class);
        world.pass(Duration.ofMinutes(1));
        text("START");
        assertThat(world.claim(touch("k4", -1, "receipt"))).isEqualTo(new Claim.Go());
        assertThat(world.claim(touch("k5", 1, "detail"))).isInstanceOf(Claim.Never.class);
    }

    @Test
    void a_start_delivered_again_does_not_undo_a_stop_that_came_between() {
        text("START");
        text("STOP");
        text("START");
        assertThat(world.claim(touch("k4", -1, "receipt"))).isInstanceOf(Claim.Never.class);
    }

    @Test
    void a_stop_by_mail_ends_mail_to_the_address_we_wrote_to() throws Exception {
        var effect = touch("m1", 1, "detail");
        world.claim(effect);
        world.sending.carryOut(effect, world.state(), 1);
        var id = world.mails.getFirst().contactId();
        world.mails.clear();
        world.receiving.mailReplied(
                id, "other@mail.example", "Unsubscribe\n\nOn Fri, Northwind wrote:\n> START here", world.instant());
        assertThat(world.mails).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo("c1@mail.example");
            assertThat(mail.text()).contains("no more mail");
        });
        assertThat(world.claim(touch("m2", 2, "detail"))).isInstanceOf(Claim.Never.class);
        assertThat(world.claim(touch("k2", -1, "receipt"))).isEqualTo(new Claim.Go());
    }

    @Test
    void help_is_answered_once_and_other_words_are_kept_for_the_desk() {
        text("HELP");
        text("help?");
        assertThat(world.texts).containsExactly("Northwind: call 800-555-0100. Reply STOP to opt out.");
        text("gonna stop in at the branch on monday");
        text("gonna stop in at the branch on monday");
        assertThat(count("inbound where meaning = 'OTHER' and case_id = '" + CASE + "'"))
                .isOne();
    }

    @Test
    void not_meant_for_me_stops_every_channel_of_the_customer() {
        world.stops.notMeant(CASE, "c1", Channel.SMS);
        assertThat(world.texts).isEmpty();
        assertThat(world.claim(touch("k2", -1, "receipt"))).isInstanceOf(Claim.Never.class);
        assertThat(world.claim(touch("k3", 1, "detail"))).isInstanceOf(Claim.Never.class);
    }

    @Test
    void a_stop_from_a_number_we_do_not_know_is_kept_for_when_we_do() {
        world.receiving.smsReceived("+13125550199", "72620", "stop", world.instant());
        world.customer("c9", "+13125550199");
        var state = world.openCase("01890000-0000-7000-8000-000000000009", "c9");
        assertThat(world.claim(touch("k9", 0, "first"), state)).isInstanceOf(Claim.Never.class);
    }

    @Test
    void a_code_goes_out_at_any_hour_but_not_after_a_stop() {
        world.pass(Duration.ofHours(12));
        assertThat(world.codes.sendCode(CASE, "c1", "123456")).isEqualTo(new Sending.Sent(Channel.SMS, "0142"));
        assertThat(world.texts.getFirst()).contains("123456");
        assertThat(world.jdbc
                        .sql("select count(*) from outreach.contact c where c::text like '%123456%'")
                        .query(Long.class)
                        .single())
                .isZero();
        text("stop");
        assertThat(world.codes.sendCode(CASE, "c1", "654321"))
                .isInstanceOfSatisfying(
                        Sending.NotAllowed.class, no -> assertThat(no.rule()).isEqualTo("OPTED_OUT"));
    }

    @Test
    void a_bounce_before_the_answer_is_known_reports_undeliverable_and_a_soft_one_nothing() throws Exception {
        var effect = touch("m1", 1, "detail");
        world.claim(effect);
        world.sending.carryOut(effect, world.state(), 1);
        var id = world.mails.getFirst().contactId();
        world.receiving.mailBounced(id, false, "4.2.2", world.instant());
        assertThat(world.stateOf("m1")).isEqualTo("SENT");
        world.receiving.mailBounced(id, true, "5.1.1", world.instant());
        assertThat(world.stateOf("m1")).isEqualTo("UNDELIVERABLE");
        assertThat(world.inputs).isEmpty();
    }
}
