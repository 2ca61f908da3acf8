package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the command line asks of the platform, and how it tells the answer. That the guard stands behind it is tested
/// with the platform, whose API is the command's only way.
class ActCommandTest {
    private static final String DONE = """
            {"caseId": "TL-1", "id": "i", "ok": true, "state": "open", "step": "options", "happened": ["approval-requested"],
             "work": {"kind": "approval", "queue": "approvals", "dueBy": "2026-11-24T15:00:00Z", "escalated": false}}
            """;
    private static final String MANY = """
            {"taken": 1, "refused": 1, "cases": [
              {"caseId": "TL-1", "ok": true, "state": "finished", "step": "done"},
              {"caseId": "TL-2", "ok": false, "rule": "departure.right", "message": "this needs the right \\"override\\""}]}
            """;

    @TempDir
    Path temp = Path.of("");

    private final StringWriter err = new StringWriter();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer platform = server();
    private int status = 200;

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() throws Exception {
        platform.createContext("/api/v1/cases/TL-1", exchange -> answer(exchange, 200, "{\"step\": \"options\"}"));
        platform.createContext(
                "/api/v1/cases/TL-1/acts",
                exchange -> answer(
                        exchange,
                        status,
                        status == 200
                                ? DONE
                                : "{\"code\": \"decision.own-request\", \"detail\": \"Nobody decides their own.\"}"));
        platform.createContext("/api/v1/cases:act", exchange -> answer(exchange, 200, MANY));
        platform.createContext("/api/v1/people", exchange -> answer(exchange, 200, """
                {"people": 2, "added": 2, "changed": 0, "removed": 0, "warnings": ["no workflow asks for it"]}
                """));
        platform.start();
        var folder = new DataFolder(temp.resolve("data"));
        folder.create();
        new RunFile(
                        Map.of("platform", RunFile.RunningProcess.of(ProcessHandle.current())),
                        Map.of(
                                "platform",
                                URI.create("http://127.0.0.1:"
                                        + platform.getAddress().getPort())))
                .write(folder);
    }

    @AfterEach
    void stop() {
        platform.stop(0);
    }

    private void answer(HttpExchange exchange, int code, String body) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("X-Throughline-Actor") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s+", ""));
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private record Answer(int code, String out) {}

    private Answer run(String... arguments) {
        var kept = System.out;
        var out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            var all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of("--data", temp.resolve("data").toString()));
            int code = Main.commandLine().setErr(new PrintWriter(err, true)).execute(all.toArray(String[]::new));
            return new Answer(code, out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(kept);
        }
    }

    @Test
    void one_answers_the_step_where_the_case_stands_and_is_told_what_waits() {
        var answer = run("act", "choose", "TL-1", "--choice", "settle", "--as", "ann");
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("TL-1  stands at options; an approval waits in queue approvals until ");
        assertThat(asked.getLast())
                .isEqualTo(
                        "POST /api/v1/cases/TL-1/acts ann {\"act\":\"choose\",\"step\":\"options\",\"choice\":\"settle\"}");
    }

    @Test
    void each_act_takes_its_fields() {
        run("act", "answer", "TL-1", "--set", "amount=120.00", "--set", "times=3", "--as", "ann");
        run("act", "check", "TL-1", "--step", "look", "--set", "letterSeen=L-1", "--as", "ann");
        run("act", "correct", "TL-1", "--fact", "a.b", "--value", "12", "--reason", "typo", "--as", "sue");
        run(
                "act",
                "propose",
                "TL-1",
                "--step",
                "plan",
                "--field",
                "date=2026-12-01",
                "--field",
                "instalments=3",
                "--as",
                "ann");
        run("act", "reopen", "TL-1", "--step", "welcome", "--reason", "new", "--as", "sue");
        assertThat(asked.stream()
                        .filter(line -> line.startsWith("POST"))
                        .map(line -> line.substring(line.indexOf('{'))))
                .containsExactly(
                        "{\"act\":\"answer\",\"step\":\"options\",\"values\":{\"amount\":\"120.00\",\"times\":\"3\"}}",
                        "{\"act\":\"check\",\"step\":\"look\",\"evidence\":{\"letterSeen\":\"L-1\"}}",
                        "{\"act\":\"correct\",\"reason\":\"typo\",\"fact\":\"a.b\",\"value\":12}",
                        "{\"act\":\"propose\",\"step\":\"plan\",\"date\":\"2026-12-01\",\"instalments\":3}",
                        "{\"act\":\"reopen\",\"step\":\"welcome\",\"reason\":\"new\"}");
    }

    @Test
    void a_refusal_names_its_rule_and_is_1() {
        for (int code : new int[] {403, 409, 422}) {
            status = code;
            assertThat(run("act", "approve", "TL-1", "--as", "ann").code()).isEqualTo(ExitCode.FAILED);
            assertThat(err.toString()).contains("Nobody decides their own. (decision.own-request)");
        }
    }

    @Test
    void many_are_told_line_by_line() {
        var answer = run("act", "override", "TL-1", "TL-2", "--step", "details", "--reason", "tidy", "--as", "sue");
        assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.out().lines())
                .containsExactly(
                        "TL-1  is finished",
                        "TL-2  refused  this needs the right \"override\" (departure.right)",
                        "1 taken, 1 refused");
        assertThat(asked.getLast())
                .startsWith("POST /api/v1/cases:act sue {\"cases\":[\"TL-1\",\"TL-2\"],\"act\":{\"act\":\"override\"");
        assertThat(run("act", "approve", "TL-1", "TL-2", "--as", "sue").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void nobody_acts_without_a_name() {
        assertThat(run("act", "approve", "TL-1").code()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--as");
        assertThat(asked).isEmpty();
    }

    @Test
    void people_are_imported_as_they_are_written() throws IOException {
        var file = temp.resolve("people.yaml");
        Files.writeString(file, "ada: { role: administrator }\n");
        var answer = run("people", "import", file.toString(), "--as", "ada");
        assertThat(answer.out().lines())
                .containsExactly("2 people: 2 new, 0 changed, 0 gone", "no workflow asks for it");
        assertThat(asked.getLast()).isEqualTo("PUT /api/v1/people ada ada:{role:administrator}");
        assertThat(run("people", "import", temp.resolve("none.yaml").toString(), "--as", "ada")
                        .code())
                .isEqualTo(ExitCode.NOT_FOUND);
    }
}
