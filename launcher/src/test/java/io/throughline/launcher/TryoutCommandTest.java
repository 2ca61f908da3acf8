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
import picocli.CommandLine;

class TryoutCommandTest {
    private static final Path OWN = Home.find().path().resolve("tryouts/src/test/resources/tau2/retail");
    private static final String ADA = "You are Ada Stone in zip code 60601.";

    @TempDir
    Path temp = Path.of("");

    private final StringWriter err = new StringWriter();

    private String task(String id, String reason) {
        return """
                {"id":"%s","user_scenario":{"instructions":{"known_info":"%s","reason_for_call":"Cancel it."}},"evaluation_criteria":{"actions":[{"action_id":"a","name":"cancel_pending_order","arguments":{"order_id":"#T7","reason":"%s"}}]}}
                """.formatted(id, ADA, reason);
    }

    private static String gold(String id) {
        return """
                {"id":"%s","trace":[{"action_id":"a","ok":true}],"db_diff":[{"op":"replace","path":"/orders/#T7/status","old":"pending","value":"cancelled"},{"op":"replace","path":"/orders/#T7/cancel_reason","old":null,"value":"no longer needed"},{"op":"replace","path":"/orders/#T7/payment_history","value":[{"transaction_type":"payment","amount":45.0,"payment_method_id":"paypal_1"},{"transaction_type":"refund","amount":45,"payment_method_id":"paypal_1"}]}]}
                """.formatted(id);
    }

    private String run(int code, String... arguments) {
        var before = System.out;
        var out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            CommandLine line = Main.commandLine().setErr(new PrintWriter(err));
            assertThat(line.execute(arguments)).as("%s", err).isEqualTo(code);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void each_task_is_told_with_its_reason_and_the_totals() throws Exception {
        var tasks = Files.writeString(
                temp.resolve("tasks.jsonl"),
                task("good", "no longer needed") + task("bad", "too dear") + task("lost", "no longer needed"));
        var gold = Files.writeString(temp.resolve("gold.jsonl"), gold("good") + gold("bad"));

        var answer = Json.parse(run(
                ExitCode.OK,
                "tryout",
                "tau2",
                "--domain",
                "retail",
                "--data",
                OWN.toString(),
                "--tasks",
                tasks.toString(),
                "--gold",
                gold.toString(),
                "--refusals",
                OWN.resolve("refusals.jsonl").toString(),
                "--json"));

        assertThat(answer.path("passed").asInt()).isEqualTo(1);
        assertThat(answer.path("failed").asInt()).isEqualTo(2);
        assertThat(answer.path("tasks").path(0).path("ok").asBoolean()).isTrue();
        assertThat(answer.path("tasks").path(1).path("why").asString())
                .contains("refused by cancel-reason")
                .contains("/orders/#T7/status is pending and should be cancelled");
        assertThat(answer.path("tasks").path(2).path("why").asString()).contains("no line with this id");
        assertThat(answer.path("refusals").path("failed").asInt()).isZero();
        assertThat(answer.path("refusals").path("passed").asInt()).isGreaterThan(60);
    }

    @Test
    void what_cannot_be_used_is_named() throws Exception {
        var tasks = Files.writeString(temp.resolve("tasks.jsonl"), "{\"id\":\"1\"\n");
        run(
                ExitCode.BAD_INPUT,
                "tryout",
                "tau2",
                "--domain",
                "retail",
                "--data",
                OWN.toString(),
                "--tasks",
                tasks.toString(),
                "--gold",
                tasks.toString());
        assertThat(err.toString()).contains("tasks.jsonl:1");
        run(
                ExitCode.BAD_INPUT,
                "tryout",
                "tau2",
                "--domain",
                "airlnie",
                "--data",
                OWN.toString(),
                "--tasks",
                tasks.toString(),
                "--gold",
                tasks.toString());
        assertThat(err.toString()).contains("did you mean \"airline\"?");
        run(ExitCode.USAGE, "tryout");
        run(ExitCode.USAGE, "tryout", "tau2", "--domain", "retail");
    }
}
