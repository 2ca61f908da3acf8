package io.throughline.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.understanding.Message.Channel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncoderTest {
    private static final Encoder SHIPPED = shipped();

    private static Encoder shipped() {
        try (InputStream in = Objects.requireNonNull(Understanding.class.getResourceAsStream(Understanding.ENCODER))) {
            return Encoder.read(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double score(Channel channel, String text, Label label) {
        return SHIPPED.scores(new Message(channel, text))[label.ordinal()];
    }

    /// Words that no list of ours has.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SMS   | retire the texts to my cell, every last one of them              | STOP_SMS
            EMAIL | Your newsletters to this inbox ought to dry up, effective now.   | STOP_EMAIL
            CHAT  | the phoning needs to be over and done, i wont answer one again   | STOP_CALL
            CHAT  | my counsel, a Mr. Haddad, is handling all of this on my behalf   | ATTORNEY
            """)
    void what_is_said_otherwise_is_understood(Channel channel, String text, Label label) {
        assertThat(score(channel, text, label)).isPositive();
        assertThat(score(channel, "what is my balance and can i pay on friday", label))
                .isNegative();
    }

    @Test
    void the_end_of_a_long_message_counts() {
        var story = "I have been a customer of yours since my late father opened the account at the branch on Main. "
                .repeat(8);
        assertThat(score(Channel.EMAIL, story, Label.STOP_EMAIL)).isNegative();
        assertThat(score(Channel.EMAIL, story + "Anyway, please stop emailing me.", Label.STOP_EMAIL))
                .isPositive();
    }

    @Test
    void the_same_words_have_the_same_scores() {
        var message = new Message(Channel.SMS, "knock it off with the texts");
        assertThat(SHIPPED.scores(message)).isEqualTo(shipped().scores(message));
    }

    @Test
    void another_file_is_refused() {
        assertThatThrownBy(() -> Encoder.read(new ByteArrayInputStream(new byte[64])))
                .hasMessageContaining("no encoder");
    }
}
