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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/// What the commands ask of a platform and how they tell its answers; what the platform decides is tested there.
class VersionsCommandTest {
    private static final String LINE = """
            {"workflow": "arrears", "number": 2, "version": "4be0c1d2a3f4b5c6", "state": "%s", "share": %d,
             "author": "ana", "approvedBy": "bea"}""";
    private static final String WHOLE = """
            {"version": %s, "objection": null,
             "history": [{"at": "2026-11-22T09:00:00Z", "act": "drafted", "person": "ana", "reason": "plainer words"}],
             "trial": {"errors": [], "warnings": [], "passed": 12, "failures": [],
                       "coverage": {"steps": {"covered": 9, "total": 9}}, "lacking": []},
             "against": {"workflow": "arrears", "number": 1},
             "changes": {"customers": ["The message changes."], "agents": [], "compliance": []}}
            """.formatted(LINE.formatted("approved", 0));

    @TempDir
    Path temp = Path.of("");

    private final List<Asked> asked = new ArrayList<>();
    private final StringWriter err = new StringWriter();
    private final HttpServer platform = platform();
    private String out = "";

    private record Asked(String method, String path, String who, JsonNode body) {}

    private static HttpServer platform() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void answer() {
        platform.createContext("/", this::answer);
        platform.start();
        var folder = new DataFolder(temp);
        folder.create();
        var url = URI.create("http://127.0.0.1:" + platform.getAddress().getPort());
        new RunFile(Map.of("platform", RunFile.RunningProcess.of(ProcessHandle.current())), Map.of("platform", url))
                .write(folder);
    }

    @AfterEach
    void stop() {
        platform.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var who = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Throughline-Actor"))
                .orElse("");
        var path = exchange.getRequestURI().getPath();
        asked.add(new Asked(exchange.getRequestMethod(), path, who, sent.isEmpty() ? Json.object() : Json.parse(sent)));
        boolean own = path.endsWith("/approval") && who.equals("ana");
        var bytes = (own
                        ? "{\"code\": \"versions.own-draft\", \"detail\": \"a second person has to approve it\"}"
                        : body(exchange.getRequestMethod(), path))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(own ? 422 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String body(String method, String path) {
        if (path.endsWith("/migration")) {
            return asked.size() == 1
                    ? "{\"lines\": [{\"step\": \"options\", \"to\": \"ways\", \"cases\": 1000}], \"next\": \"case-1000\"}"
                    : "{\"lines\": [{\"step\": \"options\", \"to\": \"ways\", \"cases\": 5},"
                            + "{\"step\": \"pay\", \"to\": null, \"rule\": \"migrate.under-way\", \"why\": \"under way\", \"cases\": 2}],"
                            + " \"next\": null}";
        }
        if (path.endsWith("/figures")) {
            return "[{\"version\": %s, \"figures\": {\"cases\": 40, \"outcomes\": {\"paid\": 10}, \"exceptions\": {\"hand-over\": 3}, \"completion\": 0.25, \"medianSecondsToResolution\": 7200}}, {\"version\": %s, \"figures\": null}]"
                    .formatted(
                            LINE.formatted("published", 90),
                            LINE.replace("2,", "3,").formatted("published", 10));
        }
        if (path.endsWith("/versions")) {
            return method.equals("POST") ? WHOLE : "[" + LINE.formatted("draft", 0) + "]";
        }
        return path.endsWith("/publication") || path.endsWith("/rollout") || path.endsWith("/back")
                ? LINE.formatted("published", 10)
                : WHOLE;
    }

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of("versions"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", temp.toString()));
        var caught = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            CommandLine line = Main.commandLine().setErr(new PrintWriter(err, true));
            return line.execute(all.toArray(String[]::new));
        } finally {
            System.setOut(before);
            out = caught.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_draft_takes_along_what_lies_beside_it_and_its_scenarios() {
        var file = Home.find().path().resolve("workflows/collections/arrears.yaml");
        assertThat(run("draft", file.toString(), "--as", "ana", "--reason", "plainer words"))
                .isZero();

        assertThat(asked).singleElement().satisfies(one -> {
            assertThat(one.method() + " " + one.path()).isEqualTo("POST /api/v1/versions");
            assertThat(one.who()).isEqualTo("ana");
            assertThat(Json.text(one.body(), "main")).isEqualTo("collections/arrears.yaml");
            assertThat(Json.text(one.body(), "reason")).isEqualTo("plainer words");
            assertThat(one.body().path("files").propertyNames())
                    .contains(
                            "collections/arrears.yaml",
                            "collections/arrears.scenarios.yaml",
                            "collections/messages.yaml",
                            "systems/ledger.yaml");
        });
        assertThat(out).contains("arrears@2", "12 scenarios hold", "steps 9 of 9", "The message changes.");
    }

    @Test
    void a_refusal_is_told_in_the_platforms_words_with_its_code() {
        assertThat(run("approve", "arrears@2", "--as", "ana", "--reason", "mine"))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("a second person has to approve it (versions.own-draft)");
    }

    @Test
    void approving_dry_asks_and_decides_nothing() {
        assertThat(run("approve", "arrears@2", "--as", "bea", "--reason", "good", "--dry-run"))
                .isZero();
        assertThat(asked).extracting(Asked::method).containsExactly("GET");
        assertThat(run("approve", "arrears@2", "--as", "bea", "--reason", "good"))
                .isZero();
        assertThat(asked.getLast().path()).isEqualTo("/api/v1/versions/arrears/2/approval");
    }

    @Test
    void a_share_is_percent_and_every_decision_has_a_name_and_a_reason() {
        assertThat(run("publish", "arrears@2", "--share", "10%", "--as", "bea", "--reason", "try"))
                .isZero();
        assertThat(Json.number(asked.getLast().body(), "share")).isEqualTo(10);
        assertThat(out).contains("arrears@2 is published; 10 % of new cases get it.");
        assertThat(run("publish", "arrears@2", "--as", "bea", "--reason", "all"))
                .isZero();
        assertThat(Json.number(asked.getLast().body(), "share")).isEqualTo(100);
        assertThat(run("rollout", "arrears", "--share", "half", "--as", "bea", "--reason", "x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("back", "arrears", "--reason", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(run("back", "arrears", "--as", "bea")).isEqualTo(ExitCode.USAGE);
        assertThat(run("show", "arrears")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("write it as arrears@2");
    }

    @Test
    void a_migration_is_dry_unless_told_otherwise_and_goes_on_to_the_end() {
        assertThat(run("migrate", "arrears@2", "--from", "arrears@1", "--as", "ana", "--reason", "one for all"))
                .isZero();
        assertThat(asked).hasSize(2).allSatisfy(one -> {
            assertThat(one.body().path("dryRun").asBoolean()).isTrue();
            assertThat(Json.text(one.body(), "from")).isEqualTo("1");
        });
        assertThat(Json.text(asked.getLast().body(), "after")).isEqualTo("case-1000");
        assertThat(out)
                .contains("1,005 cases would be moved", "1,005  options → ways", "2 cases stay", "migrate.under-way");

        run("migrate", "arrears@2", "--from", "1", "--as", "ana", "--reason", "one for all", "--yes");
        assertThat(asked.getLast().body().path("dryRun").asBoolean()).isFalse();
    }

    @Test
    void help_is_whole_sentences_with_their_percent_signs() {
        var help = Main.commandLine().getSubcommands().get("versions").getUsageMessage();
        assertThat(help.replaceAll("\\s+", " "))
                .contains("100% finishes it.", "--share 10% --as")
                .doesNotContain("%%");
        assertThat(help.lines().filter(line -> line.endsWith(",")).filter(line -> line.matches(" {9,}.*")))
                .isEmpty();
    }

    @Test
    void figures_stand_in_columns() {
        assertThat(run("figures", "arrears")).isZero();
        assertThat(out)
                .containsPattern("arrears@2 +arrears@3")
                .containsPattern("new cases +90 % +10 %")
                .containsPattern("finished: paid +10 +0")
                .containsPattern("with a person: hand-over +3 +0")
                .containsPattern("median time to resolution +2 h 0 min +–");
        assertThat(run("figures", "arrears", "--json")).isZero();
        assertThat(Json.parse(out)).hasSize(2);
    }

    @Test
    void the_list_says_who_and_a_start_is_told_of_drafts() {
        assertThat(run()).isZero();
        assertThat(out).contains("arrears@2", "draft", "4be0c1d2a3f4 ", "ana, approved by bea", "1 version");
        assertThat(run("list", "--state", "retired")).isZero();
        assertThat(out).doesNotContain("arrears@2");
        var url = URI.create("http://127.0.0.1:" + platform.getAddress().getPort());
        assertThat(VersionPage.waiting(new Wire(url, Optional::empty)))
                .singleElement()
                .asString()
                .contains("arrears@2 is a draft", "versions show arrears@2");
    }
}
