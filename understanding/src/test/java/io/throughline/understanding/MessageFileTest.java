package io.throughline.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageFileTest {
    @Test
    void texts_may_hold_commas_quotes_and_line_breaks() throws Exception {
        var rows =
                read("id,channel,text,labels\n1,call,\"Agent: Hi, \"\"you\"\"\nCustomer: stop\",stop-call|attorney\n");
        assertThat(rows.getFirst().message().text()).isEqualTo("Agent: Hi, \"you\"\nCustomer: stop");
        assertThat(rows.getFirst().labels()).isEqualTo(Set.of(Label.STOP_CALL, Label.ATTORNEY));
    }

    @Test
    void labels_are_optional() throws Exception {
        assertThat(read("id,channel,text\n1,SMS,hi\n").getFirst().labels()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "id,channel\\n1,sms\\n;no column \"text\"",
                "id,channel,text\\n;no rows",
                "id,channel,text\\n1,fax,hi\\n;line 2: the channel \"fax\" is none of sms, email, chat, call",
                "id,channel,text\\n1,sms,hi\\n1,sms,ho\\n;line 3: the id 1 was there before",
                "id,channel,text\\n1,sms\\n;line 2",
                "id,channel,text\\n,sms,hi\\n;line 2: the id is empty",
                "id,channel,text,labels\\n1,sms,hi,stop\\n;\"stop\" is not a label",
                "id,channel,text,labels\\n1,sms,hi,none|help\\n;stands alone",
            })
    void a_bad_row_is_named_with_its_line(String file, String message) {
        assertThatThrownBy(() -> read(file.replace("\\n", "\n")))
                .isInstanceOf(MessageFile.Unreadable.class)
                .hasMessageContaining(message);
    }

    private static List<MessageFile.Row> read(String text) throws Exception {
        return MessageFile.read(new StringReader(text));
    }
}
