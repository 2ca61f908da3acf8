package io.throughline.platform.outreach;

import static io.throughline.platform.outreach.OutreachWorld.CASE;
import static io.throughline.platform.outreach.OutreachWorld.PHONE;
import static io.throughline.platform.outreach.OutreachWorld.touch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.By;
import io.throughline.platform.cases.EffectHandler.Claim;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Replies.Decision;
import io.throughline.platform.outreach.Replies.Ending;
import io.throughline.platform.outreach.Replies.NotDecided;
import io.throughline.platform.outreach.Replies.Reply;
import io.throughline.platform.outreach.Replies.Said;
import io.throughline.platform.outreach.Replies.Which;
import io.throughline.understanding.Label;
import io.throughline.understanding.Message.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people write in their own words, from the carrier's wire to the claim.
class RepliesTest {
    /// Words of which nobody can say what they stop; the first that the model of the day holds to be doubtful is used.
    private static final List<String> UNCLEAR = List.of(
            "my wife handles the phone, we dont do this anymore i think",
            "maybe lay off a little",
            "easy on the messages",
            "i might want these to end at some point",
            "is this thing ever going to stop",
            "not sure i want these");

    private final OutreachWorld world = new OutreachWorld();
    private final String doubtful = UNCLEAR.stream()
            .filter(words -> {
                var read = new ReadReplies().read(Channel.SMS, words);
                return read.doubtful() && read.labels().isEmpty();
            })
            .findFirst()
            .orElseThrow();

    @BeforeEach
    void aTextHasGoneOut() throws Exception {
        var effect = touch("k1", 0, "first");
        world.claim(effect);
        world.sending.carryOut(effect, world.state(), 1);
        world.texts.clear();
        world.pass(Duration.ofHours(1));
    }

    private void text(String words) {
        world.receiving.smsReceived(PHONE, "72620", words, world.instant());
    }

    private Claim sms(String key) {
        return world.claim(touch(key, -1, "receipt"));
    }

    private Claim mail(String key) {
        return world.claim(touch(key, 1, "detail"));
    }

    private Reply last() {
        return world.replies.list(Which.ALL, 1).getFirst();
    }

    private boolean isStopped(Medium medium, String address) {
        return Consent.of(world.consents.history("c1", List.of(address)), "c1", medium, address, null)
                .isStopped();
    }

    private Decision decision(String labels, String hours) {
        return new Decision(Label.read(labels), hours, null, "sue", "I have read it");
    }

    private static void assertHeld(Claim claim) {
        assertThat(claim)
                .isInstanceOfSatisfying(
                        Claim.Later.class,
                        later -> assertThat(later.toString()).contains("contact.reply-awaits-person"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "please quit texting me",
                "Don't ever message this number again",
                "ya no me manden mensajes",
                "dejen de mandarme textos por favor"
            })
    void a_stop_in_ordinary_words_ends_texts_is_confirmed_once_and_leaves_mail(String words) {
        text(words);
        text(words);
        assertThat(sms("k2")).isInstanceOf(Claim.Never.class);
        assertThat(mail("k3")).isEqualTo(new Claim.Go());
        assertThat(world.texts).hasSize(1);
        assertThat(world.inputs)
                .isNotEmpty()
                .allSatisfy(input -> assertThat(input).contains(CASE).contains("OptedOut"));
    }

    @Test
    void the_confirmation_is_in_the_language_of_the_words() {
        text("por favor ya no me manden mensajes de texto");
        assertThat(world.texts).singleElement().asString().startsWith("Northwind: ya no le enviaremos");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "don't stop the payment",
                "gonna stop by the office friday",
                "please stop the autopay",
                "can you cancel my appointment",
                "quiero cancelar el saldo"
            })
    void stop_in_words_that_mean_something_else_stops_nothing(String words) {
        text(words);
        assertThat(last().labels()).isEqualTo("none");
        assertThat(world.texts).isEmpty();
        assertThat(world.inputs).isEmpty();
        assertThat(isStopped(Medium.SMS, PHONE)).isFalse();
    }

    @Test
    void a_stop_of_calls_withdraws_calls_and_by_law_holds_texts_of_that_subject() {
        text("stop calling me, texts are ok");
        assertThat(isStopped(Medium.VOICE, PHONE)).isTrue();
        assertThat(isStopped(Medium.VOICE_AUTO, PHONE)).isTrue();
        assertThat(isStopped(Medium.SMS, PHONE)).isFalse();
        assertThat(world.texts).isEmpty();
        // tcpa.revoke-scope: whichever of the two it was said in
        assertThat(sms("k2").toString()).contains("OPTED_OUT").contains("tcpa.revoke-scope");
    }

    @Test
    void only_one_channel_ends_every_other() {
        text("email only please, nothing else");
        assertThat(sms("k2")).isInstanceOf(Claim.Never.class);
        assertThat(mail("k3")).isEqualTo(new Claim.Go());
        assertThat(isStopped(Medium.VOICE, PHONE)).isTrue();
        assertThat(isStopped(Medium.LETTER, "")).isTrue();
        assertThat(world.texts).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I've hired a lawyer, talk to her",
                "my attorney represents me in this, contact him",
                "tengo abogado, hablen con el"
            })
    void a_lawyer_ends_every_channel_until_somebody_takes_it_back(String words) {
        text(words);
        assertThat(world.book.against("c1", new Endpoint(By.Channel.SMS, PHONE)).told())
                .extracting(ReplyBook.Told::kind)
                .contains("attorney");
        assertThat(sms("k2").toString()).contains("contact.attorney");
        assertThat(mail("k3")).isInstanceOf(Claim.Never.class);
    }

    @Test
    void a_refusal_not_to_be_called_at_work_is_kept_for_calls_and_stops_no_text() {
        text("don't call me at work");
        assertThat(world.book.against("c1", new Endpoint(By.Channel.SMS, PHONE)).told())
                .extracting(ReplyBook.Told::kind)
                .containsExactly("stop-place-work");
        assertThat(sms("k2")).isEqualTo(new Claim.Go());
    }

    @Test
    void hours_that_can_be_read_in_one_way_hold_and_others_wait_for_a_person() {
        text("never text me after 7pm");
        assertThat(Preferences.of(world.consents.history("c1", List.of()), "c1", world.now)
                        .hours())
                .hasValueSatisfying(hours -> assertThat(hours.text()).isEqualTo("00:00-19:00"));
        world.pass(Duration.ofHours(1));
        text("don't text me while my shift is on, mornings");
        assertThat(last().why()).contains("stop-time");
        assertHeld(sms("k2"));
        assertThatThrownBy(() -> world.replies.decide(last().id(), decision("stop-time", null)))
                .isInstanceOf(NotDecided.class)
                .hasMessageContaining("say which may be used");
        assertThatThrownBy(() -> world.replies.decide(last().id(), decision("stop-time", "afternoons")))
                .hasMessageContaining("\"afternoons\" is not like");
        assertHeld(sms("k2"));
        world.replies.decide(last().id(), decision("stop-time", "12:00-20:00"));
        assertThat(sms("k2")).isEqualTo(new Claim.Go());
    }

    @Test
    void a_wrong_number_is_nobodys_on_any_way_and_is_told_nothing_more() {
        text("wrong number, never heard of her");
        assertThat(sms("k2")).isInstanceOf(Claim.Never.class);
        assertThat(isStopped(Medium.VOICE, PHONE)).isTrue();
        assertThat(mail("k3")).isEqualTo(new Claim.Go());
        assertThat(world.texts).isEmpty();
    }

    @Test
    void a_doubtful_one_holds_every_message_until_a_person_says_what_it_means() {
        text(doubtful);
        assertThat(last().waits()).isTrue();
        assertHeld(sms("k2"));
        assertHeld(mail("k3"));
        world.pass(Duration.ofDays(1));
        assertThat(world.replies.standing().waiting()).isOne();
        assertThat(world.replies.list(Which.OPEN, 10)).singleElement().satisfies(one -> {
            assertThat(one.words()).isEqualTo(doubtful);
            assertThat(one.openedAt()).isBefore(world.now);
        });
        var decided = world.replies.decide(last().id(), decision("none", null));
        assertThat(decided.decidedBy()).isEqualTo("sue");
        assertThat(decided.decision()).isEqualTo("none");
        assertThat(sms("k2")).isEqualTo(new Claim.Go());
        assertThat(world.replies.standing().waiting()).isZero();
        assertThatThrownBy(() -> world.replies.decide(last().id(), decision("stop-sms", null)))
                .isInstanceOf(NotDecided.class)
                .hasMessageContaining("decided before");
    }

    @Test
    void a_doubtful_one_that_was_a_stop_is_one_from_when_it_was_written() {
        text(doubtful);
        var at = world.instant();
        world.pass(Duration.ofHours(3));
        world.replies.decide(last().id(), decision("stop-sms|stop-call", null));
        assertThat(sms("k2")).isInstanceOf(Claim.Never.class);
        assertThat(isStopped(Medium.VOICE, PHONE)).isTrue();
        assertThat(Consent.of(
                                world.consents.events("c1", new Endpoint(By.Channel.SMS, PHONE)),
                                "c1",
                                new Endpoint(By.Channel.SMS, PHONE),
                                null)
                        .stoppedAt())
                .isEqualTo(at);
        // too late to confirm
        assertThat(world.texts).isEmpty();
    }

    @Test
    void a_dispute_waits_for_a_person_and_stays_on_record_or_is_taken_back() {
        text("i dont owe this");
        assertHeld(mail("k3"));
        world.replies.decide(last().id(), decision("none", null));
        assertThat(world.book.against("c1", new Endpoint(By.Channel.SMS, PHONE)).told())
                .isEmpty();
        assertThat(mail("k3")).isEqualTo(new Claim.Go());
    }

    @Test
    void a_debt_that_is_disputed_is_not_chased_until_the_dispute_is_answered() {
        text("i dont owe this");
        var reply = last().id();
        world.replies.decide(reply, decision("dispute", null));
        assertThat(world.replies.told(reply)).containsExactly("dispute of A-1");
        assertThat(mail("k3").toString()).contains("contact.disputed");
        assertThatThrownBy(() -> world.replies.end(reply, ending("attorney")))
                .isInstanceOf(NotDecided.class)
                .hasMessageContaining("told us no attorney that still holds");
        world.replies.end(reply, ending("dispute"));
        assertThat(world.replies.told(reply)).isEmpty();
        assertThat(mail("k3")).isEqualTo(new Claim.Go());
        assertThatThrownBy(() -> world.replies.end(reply, ending("dispute"))).isInstanceOf(NotDecided.class);
    }

    private static Ending ending(String labels) {
        return new Ending(Label.read(labels), "sue", "verification sent");
    }

    @Test
    void words_of_somebody_unknown_wait_until_it_is_said_whose_they_are() {
        var stranger = "+13125550199";
        world.receiving.smsReceived(stranger, "72620", "stop emailing me", world.instant());
        assertThat(last().why()).contains("nobody is known");
        assertThat(last().caseId()).isNull();
        assertThat(world.replies.list(Which.NO_CASE, 5)).extracting(Reply::id).containsExactly(last().id());
        assertThatThrownBy(() -> world.replies.decide(last().id(), decision("stop-email", null)))
                .hasMessageContaining("nobody is known");
        assertThatThrownBy(() -> world.replies.decide(
                        last().id(), new Decision(Set.of(Label.STOP_EMAIL), null, "c7", "sue", "said so")))
                .hasMessageContaining("There is no customer c7");
        world.replies.decide(last().id(), new Decision(Set.of(Label.STOP_EMAIL), null, "c1", "sue", "asked her"));
        assertThat(mail("k3")).isInstanceOf(Claim.Never.class);
    }

    @Test
    void a_transcript_is_heeded_like_a_message() {
        var reply = world.replies.take(new Said(
                Channel.CALL,
                "c1",
                "Agent: How can I help?\nCustomer: Quit emailing me. And no more texts.",
                world.instant(),
                "call of 20 Nov",
                "ana"));
        assertThat(reply.labels()).isEqualTo("stop-sms|stop-email");
        assertThat(sms("k2")).isInstanceOf(Claim.Never.class);
        assertThat(mail("k3")).isInstanceOf(Claim.Never.class);
    }

    @Test
    void a_keyword_with_more_beneath_it_is_read_to_the_end() {
        text("Stop.\nI've hired a lawyer, talk to her");
        assertThat(last().labels()).contains("stop-sms").contains("attorney");
        assertThat(mail("k3").toString()).contains("contact.attorney");
    }
}
