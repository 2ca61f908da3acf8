package io.throughline.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.understanding.Message.Channel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The conventions of the labels, one example or more each, in words of our own.
class ConventionsTest {
    private static final Understanding UNDERSTANDING = Understanding.load();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sms;Unsubscribe!!;stop-sms",
                "sms;unsubcribe;stop-sms",
                "sms;Alto;stop-sms",
                "sms;opt-out;stop-sms",
                "sms;STOP ALL;stop-all",
                "sms;unstop;start",
                "sms;ayuda;help",
                "sms;hello, step;none",
                "sms;please quit texting me;stop-sms",
                "sms;leave me alone;stop-all",
                "email;Take me off your list, and do not contact me.;stop-all",
                "email;How do I unsubscribe?;stop-email",
                "sms;please forget this number;stop-sms|stop-call",
                "sms;how do i make these texts stop;stop-sms",
                "chat;stop calling me, texts are ok;stop-call",
                "sms;no me llamen al trabajo;stop-place-work",
                "sms;dont call me at work;stop-place-work",
                "call;Customer: I work nights. Don't call before noon.;stop-time",
                "sms;evenings suit me;none",
                "sms;call me tomorrow at 3;none",
                "chat;email only please, nothing else;only-email",
                "sms;solo por carta;only-mail",
                "sms;text only, no calls;stop-call|only-sms",
                "email;Use email instead, please.;none",
                "sms;i prefer texts;none",
                "email;I am represented by an attorney in this matter, Ms. Laura Kane.;attorney",
                "sms;im going to get a lawyer;none",
                "sms;i have power of attorney for my uncle;third-party",
                "email;I refuse to pay this debt. Do not contact me about it again.;cease-debt",
                "sms;im not paying the late fee;none",
                "sms;i dont owe this;dispute",
                "sms;just paid it;none",
                "sms;wrong number, never heard of her;wrong-number",
                "call;Customer: This is his sister. He's not home.;third-party",
                "email;My mother passed away in May. I am her executor.;third-party|deceased",
                "sms;i filed chapter 7 in june;bankruptcy",
                "sms;thinking about bankruptcy;none",
                "sms;im active duty army;servicemember",
                "sms;im a veteran, any discount;none",
                "sms;turn the texts back on;start",
                "sms;who is this;help",
                "sms;help me pay my bill;none",
                "sms;gonna stop by friday;none",
                "sms;please stop the autopay;none",
                "sms;cancel my appointment;none",
                "sms;quiero cancelar el saldo;none",
                "sms;end of the month ok?;none",
                "chat;how do i opt out of overdraft;none",
                "sms;dont stop the reminders;none",
                "sms;take me off your call list;stop-call",
                "sms;delete this number from your records;stop-sms|stop-call",
                "sms;stop contacting me about this debt;cease-debt",
                "sms;im on vacation til the 9th, leave me alone til then;stop-time",
                "sms;wrong number, stop calling;stop-call|wrong-number",
                "sms;my husband died in may, this was his account;third-party|deceased",
                "sms;if you call again im hiring a lawyer;none",
                "sms;might file bankruptcy;none",
                "call;Customer: I'm not driving, you can call me at work, that's fine.;none",
            })
    void holds(String channel, String text, String labels) {
        var meaning = UNDERSTANDING.of(new Message(Channel.valueOf(channel.toUpperCase()), text));
        assertThat(Label.write(meaning.labels())).isEqualTo(Label.write(Label.read(labels)));
        assertThat(meaning.confidence()).isBetween(0.5, 1.0);
    }
}
