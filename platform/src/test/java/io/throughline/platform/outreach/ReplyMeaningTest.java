package io.throughline.platform.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyMeaningTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STOP|STOP",
                "stop|STOP",
                " Stop. |STOP",
                "S.T.O.P|STOP",
                "quit|STOP",
                "END!|STOP",
                "Revoke|STOP",
                "opt out|STOP",
                "Opt-Out|STOP",
                "OPTOUT|STOP",
                "cancel|STOP",
                "Unsubscribe|STOP",
                "alto|STOP",
                "Parar|STOP",
                "arrêt|STOP",
                "please stop|STOP",
                "Stop, please!|STOP",
                "stop texting me|OTHER",
                "\"STOP\"|STOP",
                "STOPALL|STOP_ALL",
                "stop all|STOP_ALL",
                "leave me alone|OTHER",
                "Start|START",
                "UNSTOP|START",
                "help|HELP",
                "Ayuda|HELP",
                "stop in at the branch|OTHER",
                "gonna stop in at the branch on monday to sign|OTHER",
                "cancelar|OTHER",
                "end of the month|OTHER",
                "do not stop|OTHER",
                "how do i start a plan|OTHER",
                "yes|OTHER",
            })
    void words_mean_what_a_person_means(String words, ReplyMeaning meaning) {
        assertThat(ReplyMeaning.of(words)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Stop\\n\\nAda Sample|STOP",
                "unsubscribe\\n\\nOn Fri, Nov 20, 2026 at 9:00 AM Northwind <r@x.example> wrote:\\n> hello|STOP",
                "> Reply STOP to opt out\\nI will pay on Friday|OTHER",
                "Thanks\\n-- \\nSTOP|OTHER",
                "ok\\n\\n-----Original Message-----\\nstop|OTHER",
                "STOP\\n\\nSent from my phone|STOP",
                "El vie, 20 nov 2026 Northwind escribió:\\nSTOP|OTHER",
            })
    void quoted_words_and_signatures_do_not_count(String mail, ReplyMeaning meaning) {
        assertThat(ReplyMeaning.of(mail.replace("\\n", "\n"))).isEqualTo(meaning);
    }
}
