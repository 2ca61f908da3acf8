package io.throughline.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Shall we stop calling you?;Yes, please.;stop calling me.",
                "We can stop the calls if you like.;I'd like that, yeah.;stop the calls.",
                "Would you like to opt out of texts?;No ma'am.;''",
                "May we keep calling this number?;I'd rather you didn't.;stop calling this number",
                "Can we reach you at work?;No, absolutely not.;dont reach me at work",
                "Can we reach you at work?;Sure.;''",
                "Have you filed bankruptcy?;Yeah. Last October.;i have filed bankruptcy.",
                "Have you filed bankruptcy?;No.;''",
                "¿Quiere que dejemos de llamarle?;Sí, por favor.;dejemos de llamarme.",
                "¿Le seguimos llamando?;No, ya no.;stop llamando",
                "Are text messages still okay?;Not really, no.;stop text messages",
                "And emails, do you want those to continue?;No.;stop emails",
                "Shall we keep emailing you?;Please don't.;stop emailing me",
                "¿Podemos llamarle al trabajo?;No, ahí no me dejan.;no llamarme al trabajo",
                "That is all I have.;Yes.;''",
            })
    void an_answer_says_what_was_asked_or_offered(String turn, String answer, String said) {
        assertThat(Offers.said(Offers.offer(turn), answer).replaceAll("\\.$", ""))
                .isEqualTo(said.replaceAll("\\.$", ""));
    }

    @Test
    void a_long_sentence_is_cut_where_another_thought_begins() {
        assertThat(Clauses.of(
                        Tokens.sentences("i paid this in april so please stop calling my house, my mother is ill")))
                .containsExactly(
                        List.of("i", "paid", "this", "in", "april"),
                        List.of("so", "please", "stop", "calling", "my", "house"),
                        List.of("my", "mother", "is", "ill"));
        assertThat(Clauses.of(Tokens.sentences("Do not call me, or else."))).hasSize(1);
    }
}
