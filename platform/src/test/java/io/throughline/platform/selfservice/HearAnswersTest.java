package io.throughline.platform.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.Expected;
import io.throughline.engine.Prompt;
import io.throughline.platform.outreach.Replies.Said;
import io.throughline.understanding.Message;
import io.throughline.understanding.Message.Channel;
import io.throughline.understanding.Understanding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What customers write into free fields of a page.
class HearAnswersTest {
    private static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");
    private static final Prompt.Ask ASK = new Prompt.Ask(
            "details",
            "Tell us about it",
            List.of(),
            List.of(
                    new Prompt.Question("note", "Anything else?", null, false, new Expected.Words(500)),
                    new Prompt.Question("police", "Did you tell the police?", null, false, new Expected.YesNo())));
    private final HeardReplies replies = new HeardReplies();
    private final HearAnswers hearing = new HearAnswers(replies, () -> NOW);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "please stop texting me",
                "Stop calling me at work",
                "I have hired a lawyer, talk to her",
                "por favor dejen de mandarme mensajes"
            })
    void a_wish_about_contact_is_heard(String words) {
        hearing.hear("c1", ASK, Map.of("note", words));
        assertThat(replies.heard).containsExactly(new Said(Channel.CHAT, "c1", words, NOW, "page details", "customer"));
        hearing.hear("c1", ASK, Map.of("note", words));
        assertThat(replies.heard).as("sent twice").hasSize(1);
    }

    private static boolean isDoubtful(String words) {
        var meaning = Understanding.shipped().of(new Message(Channel.CHAT, words));
        return meaning.doubtful() && meaning.labels().isEmpty();
    }

    @Test
    void what_may_be_a_wish_about_contact_is_for_a_person_and_never_ignored() {
        var words = Stream.of(
                        "i might want these to end at some point",
                        "hm enough maybe",
                        "maybe not so many of these",
                        "my wife handles the phone, we dont do this anymore i think")
                .filter(HearAnswersTest::isDoubtful)
                .findFirst()
                .orElseThrow();
        hearing.hear("c1", ASK, Map.of("note", words));
        assertThat(replies.heard).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The card was in my drawer all the time, and I was at home with my sister.",
                "I did not make this purchase and I dispute it",
                "12 Oak Street, Plano",
                ""
            })
    void an_answer_is_left_to_the_workflow_that_asked(String words) {
        hearing.hear("c1", ASK, Map.of("note", words));
        assertThat(replies.heard).isEmpty();
    }
}
