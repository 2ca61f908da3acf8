package io.throughline.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.understanding.Message.Channel;
import org.junit.jupiter.api.Test;

class OwnWordsTest {
    @Test
    void quoted_mail_and_what_follows_it_are_not_the_writers() {
        assertThat(own(Channel.EMAIL, "Thanks.\n\nOn Mon, Oct 5, 2026, Billing wrote:\n> unsubscribe here"))
                .isEqualTo("Thanks.");
        assertThat(own(Channel.EMAIL, "Fine.\n-----Original Message-----\nFrom: you\nStop"))
                .isEqualTo("Fine.");
        assertThat(own(Channel.EMAIL, "> Reply STOP\nI will pay")).isEqualTo("I will pay");
    }

    @Test
    void footers_and_signatures_are_not_the_writers_wish() {
        assertThat(own(Channel.EMAIL, "Yes.\n-- \nKaren\nTo stop these, reply REMOVE"))
                .isEqualTo("Yes.");
        assertThat(own(Channel.EMAIL, "Attached.\n\nThis email and any attachments are confidential; do not contact"))
                .isEqualTo("Attached.");
    }

    @Test
    void an_agents_turn_does_not_count() {
        assertThat(own(Channel.CALL, "Agent: You can tell us to stop.\nCustomer: What do I owe?"))
                .isEqualTo("What do I owe?");
    }

    @Test
    void a_question_counts_when_the_customer_says_yes_to_it() {
        assertThat(own(Channel.CALL, "Agent: I see. Shall we stop calling?\nCustomer: Yes, please."))
                .isEqualTo("stop calling.\nYes, please.");
        assertThat(own(Channel.CALL, "Agent: Shall we stop calling?\nCustomer: No, go on."))
                .isEqualTo("No, go on.");
    }

    @Test
    void a_no_to_an_offer_to_go_on_is_a_stop() {
        assertThat(own(Channel.CALL, "Agent: Would you like to keep receiving text reminders?\nCustomer: No."))
                .isEqualTo("stop receiving text reminders.\nNo.");
        assertThat(own(Channel.CALL, "Agent: May we continue to call you?\nCustomer: Yes, do."))
                .isEqualTo("Yes, do.");
    }

    private static String own(Channel channel, String text) {
        return OwnWords.of(new Message(channel, text));
    }
}
