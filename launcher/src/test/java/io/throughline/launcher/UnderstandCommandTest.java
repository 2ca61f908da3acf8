package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class UnderstandCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void each_message_gets_its_labels_and_how_sure_they_are() throws Exception {
        var answer = json("id,channel,text\na,sms,stop\nb,sms,just paid it\nc,chat,leave me alone\n");
        var messages = answer.path("messages");
        assertThat(messages.path(0).path("id").asString()).isEqualTo("a");
        assertThat(messages.path(0).path("labels").path(0).asString()).isEqualTo("stop-sms");
        assertThat(messages.path(0).path("confidence").asDouble()).isEqualTo(1);
        assertThat(messages.path(1).path("labels").path(0).asString()).isEqualTo("none");
        assertThat(messages.path(2).path("labels").path(0).asString()).isEqualTo("stop-all");
        assertThat(messages.path(2).path("doubtful").asBoolean()).isFalse();
        assertThat(answer.has("score")).isFalse();
    }

    @Test
    void labels_in_the_file_are_a_score() throws Exception {
        var score = json("id,channel,text,labels\na,sms,stop,stop-sms\nb,sms,start,help\n")
                .path("score");
        assertThat(score.path("exact").asDouble()).isEqualTo(0.5);
        assertThat(score.path("labels").path(1).path("label").asString()).isEqualTo("stop-sms");
        assertThat(score.path("labels").path(1).path("recall").asDouble()).isEqualTo(1);
    }

    @Test
    void a_bad_row_is_told_with_its_line() throws Exception {
        var file = Files.writeString(folder.resolve("bad.csv"), "id,channel,text\na,fax,stop\n");
        var talk = new StringWriter();
        int code = Main.commandLine().setErr(new PrintWriter(talk, true)).execute("understand", file.toString());
        assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(talk.toString()).contains("bad.csv", "line 2", "\"fax\"", "sms, email, chat, call");
        assertThat(Main.commandLine()
                        .setErr(new PrintWriter(talk, true))
                        .execute("understand", folder.resolve("none.csv").toString()))
                .isEqualTo(ExitCode.NOT_FOUND);
    }

    private JsonNode json(String csv) throws Exception {
        var file = Files.writeString(folder.resolve("messages.csv"), csv);
        var out = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.commandLine().execute("understand", file.toString(), "--json"))
                    .isEqualTo(ExitCode.OK);
        } finally {
            System.setOut(before);
        }
        return Json.parse(out.toString(StandardCharsets.UTF_8));
    }
}
