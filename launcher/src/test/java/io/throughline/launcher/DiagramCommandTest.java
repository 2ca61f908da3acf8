package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The command with the process that draws; a platform that knows one case answers for the real one.
class DiagramCommandTest {
    private static final String TIMELINE = """
            {"reference": "TL-7K2M-9QX4", "workflow": "arrears", "version": "%s", "timeline": [
              {"at": "2026-11-22T09:00:00Z", "type": "case-opened", "actor": "system"},
              {"at": "2026-11-22T09:01:00Z", "type": "step-entered", "step": "verify", "details": {"kind": "verify"}},
              {"at": "2026-11-22T09:30:00Z", "type": "step-ended", "step": "verify",
               "details": {"outcome": "verified", "to": "disclose"}},
              {"at": "2026-11-22T09:30:00Z", "type": "step-entered", "step": "disclose", "details": {}},
              {"at": "2026-11-22T09:31:00Z", "type": "step-ended", "step": "disclose",
               "details": {"outcome": "refused", "to": "hand-over"}},
              {"at": "2026-11-22T09:31:00Z", "type": "exception-raised", "step": "hand-over", "details": {}}]}
            """;

    @TempDir
    Path temp = Path.of("");

    private final Path arrears = Home.find().path().resolve("workflows/collections/arrears.yaml");
    private final StringWriter err = new StringWriter();
    private HttpServer platform = platform();

    private static HttpServer platform() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void know_one_case() throws Exception {
        String version = io.throughline.workflow.DefinitionReader.read(arrears).version();
        answer("/api/v1/cases/", 404, "{\"code\": \"unknown-case\", \"detail\": \"no such case\"}");
        answer("/api/v1/cases/TL-7K2M-9QX4", 200, TIMELINE.formatted(version));
        answer("/api/v1/cases/TL-OLD", 200, TIMELINE.formatted(version).replace("\"hand-over\"", "\"sent-away\""));
        answer("/api/v1/cases/TL-OTHER", 200, TIMELINE.formatted(version).replace("arrears", "card-dispute"));
        platform.start();
        DataFolder folder = new DataFolder(temp.resolve("data"));
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

    private void answer(String path, int status, String body) {
        platform.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Test
    void a_workflow_is_drawn_to_a_file_or_to_stdout_with_the_same_bytes() throws Exception {
        Path file = temp.resolve("arrears.svg");
        assertThat(run(arrears.toString(), "--out", file.toString())).isZero();
        assertThat(file)
                .content()
                .startsWith("<svg ")
                .endsWith("</svg>\n")
                .isEqualTo(Files.readString(Home.find().path().resolve("docs/pictures/arrears-workflow.svg")));

        PrintStream before = System.out;
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(arrears.toString())).isZero();
            assertThat(caught.toByteArray()).isEqualTo(Files.readAllBytes(file));
            caught.reset();
            assertThat(run(arrears.toString(), "--mermaid", "--json")).isZero();
        } finally {
            System.setOut(before);
        }
        var answer = Json.parse(caught.toString(StandardCharsets.UTF_8));
        assertThat(Json.text(answer, "format")).isEqualTo("mermaid");
        assertThat(Json.text(answer, "drawing")).contains("flowchart TD");
    }

    @Test
    void the_path_of_a_case_comes_from_the_running_platform() throws Exception {
        Path file = temp.resolve("case.svg");
        assertThat(run(arrears.toString(), "--case", "TL-7K2M-9QX4", "--out", file.toString(), "--data", data()))
                .as(err.toString())
                .isZero();
        assertThat(file)
                .content()
                .contains("Case TL-7K2M-9QX4")
                .contains("1. 22 Nov, 09:01")
                .contains("3. 22 Nov, 09:31")
                .contains("The case is here");
    }

    @Test
    void what_is_wrong_with_a_definition_is_said_with_its_place_and_is_5() throws Exception {
        Path folder = Files.createDirectories(temp.resolve("workflows/collections"));
        Path systems = Files.createDirectories(temp.resolve("workflows/systems"));
        for (String name : new String[] {"messages.yaml", "disclosures.yaml"}) {
            Files.copy(arrears.resolveSibling(name), folder.resolve(name));
        }
        for (String name : new String[] {"crm.yaml", "ledger.yaml"}) {
            Files.copy(arrears.getParent().resolveSibling("systems").resolve(name), systems.resolve(name));
        }
        Path broken = folder.resolve("arrears.yaml");
        String text = Files.readString(arrears).replace("declined: options, abandoned", "declined: optoins, abandoned");
        Files.writeString(broken, text);
        int line = 1
                + (int) text.substring(0, text.indexOf("optoins"))
                        .chars()
                        .filter(it -> it == '\n')
                        .count();
        assertThat(run(broken.toString(), "--out", temp.resolve("no.svg").toString()))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString())
                .startsWith("collections/arrears.yaml:" + line + ":")
                .contains("options")
                .doesNotContain("WARNING")
                .doesNotContain("Exception");
        assertThat(temp.resolve("no.svg")).doesNotExist();
    }

    @Test
    void what_cannot_be_drawn_is_said_in_one_line_with_the_way_out() {
        assertThat(run(arrears.toString(), "--case", "TL-1", "--data", data())).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(err.toString().strip())
                .startsWith("There is no case TL-1 in ")
                .contains("--data DIR")
                .doesNotContain("\n");
        assertThat(run(arrears.toString(), "--case", "TL-OTHER", "--data", data()))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString().strip())
                .contains("runs the workflow card-dispute, not arrears")
                .doesNotContain("\n");
        assertThat(run(
                        arrears.toString(),
                        "--case",
                        "TL-1",
                        "--data",
                        temp.resolve("none").toString()))
                .isEqualTo(ExitCode.NOT_RUNNING);
        assertThat(run(temp.resolve("no.yaml").toString())).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(err.toString()).contains("There is no readable file").contains("Nothing was drawn");
        assertThat(run(
                        arrears.toString(),
                        "--out",
                        temp.resolve("no/folder.svg").toString()))
                .isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void events_that_are_handed_on_hold_names_and_times_only() {
        var walked = Json.parse("""
                {"timeline": [{"at": "2026-11-22T09:00:00Z", "type": "step-ended", "step": "verify", "text": "Rosa Delgado",
                  "details": {"outcome": "verified", "to": "disclose", "postalCode": "75024"}}]}""");
        assertThat(DiagramCommand.events(walked))
                .containsExactly("2026-11-22T09:00:00Z\tstep-ended\tverify\tverified\tdisclose");
    }

    private String data() {
        return temp.resolve("data").toString();
    }

    private int run(String... arguments) {
        err.getBuffer().setLength(0);
        CommandLine line = new CommandLine(new DiagramCommand(() -> System.getProperty("java.class.path")));
        line.setExecutionExceptionHandler(Main.commandLine().getExecutionExceptionHandler());
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
