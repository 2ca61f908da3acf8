package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The policy commands as a compliance officer runs them.
class PolicyCommandTest {
    @TempDir
    Path temp = Path.of("");

    private static final Path SHIPPED = Home.find().path().resolve("packs");

    private record Answer(int code, String out) {}

    @Test
    void all_cases_as_expected_end_with_0() throws IOException {
        var answer = run("policy", "check", cases(20).toString(), "--json");

        assertThat(answer.code()).isEqualTo(ExitCode.OK);
        var json = Json.parse(answer.out());
        assertThat(json.path("passed").asInt()).isEqualTo(20);
        assertThat(json.path("failed").asInt()).isZero();
        assertThat(json.path("cases").get(0).propertyNames())
                .containsExactly("id", "expected", "decision", "reason", "ok");
    }

    @Test
    void a_case_that_differs_ends_with_5_and_is_named() throws IOException {
        var file = cases(1);
        Files.writeString(file, Files.readString(file).replace(",deny,ENGINE_UNAVAILABLE,", ",allow,OK,"));

        var answer = run("policy", "check", file.toString());

        assertThat(answer.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(answer.out())
                .contains("OWN-001 (line 2): expected allow OK, decided deny ENGINE_UNAVAILABLE")
                .contains("0 of 1 cases as expected, 1 not.");
    }

    @Test
    void a_row_that_cannot_be_read_ends_with_5() throws IOException {
        var file = cases(2);
        Files.writeString(file, Files.readString(file).replaceFirst("2026-09-09T", "2026-19-09T"));

        var answer = run("policy", "check", file.toString(), "--json");

        assertThat(answer.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Json.parse(answer.out()).path("problems").get(0).asString()).startsWith("cases.csv:2:8 (at)");
    }

    @Test
    void explain_answers_a_situation_told_by_options() {
        var answer = run(
                "policy",
                "explain",
                "--actor",
                "TPC",
                "--channel",
                "voice_live",
                "--action",
                "place_call",
                "--zip",
                "43215",
                "--at",
                "2026-06-15T21:00:00-04:00[America/New_York]");

        assertThat(answer.code()).isEqualTo(ExitCode.OK);
        assertThat(answer.out()).startsWith("Not before Tue 16 Jun 2026 at 08:00:00 America/New_York");
    }

    @Test
    void a_rule_is_told_in_words_and_a_slip_gets_the_nearest() {
        assertThat(run("policy", "rules", "regf.call-frequency").out())
                .contains("No eighth call", "12 CFR 1006.14(b)(2)(i)(A)");
        assertThat(run("policy", "rules", "regf.call-frequncy").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void a_pack_is_signed_until_it_changes() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                Files.copy(file, temp.resolve(String.valueOf(file.getFileName())));
            }
        }
        var folder = temp.toString();
        assertThat(run("policy", "sign", "--list", "--packs", folder).code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run("policy", "key", "--signer", "A. Counsel", "--out", folder)
                        .code())
                .isEqualTo(ExitCode.OK);
        var key = temp.resolve("a-counsel.key.pem").toString();
        assertThat(run("policy", "key", "--signer", "A. Counsel", "--out", folder)
                        .code())
                .as("a key is never written over")
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("policy", "sign", "regf", "--key", folder + "/none.pem", "--packs", folder)
                        .code())
                .isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("policy", "sign", "regf", "--key", folder + "/a-counsel.pub.pem", "--packs", folder)
                        .code())
                .as("a public key signs nothing")
                .isEqualTo(ExitCode.BAD_INPUT);
        for (var pack :
                new String[] {"engine", "regf", "bk", "tcpa", "st", "hipaa", "nsa", "pci", "ach", "fcra", "uk", "house"
                }) {
            assertThat(run("policy", "sign", pack, "--key", key, "--packs", folder)
                            .code())
                    .isEqualTo(ExitCode.OK);
        }
        assertThat(run("policy", "sign", "--list", "--packs", folder).code()).isEqualTo(ExitCode.OK);

        Files.writeString(temp.resolve("10-regf.yaml"), Files.readString(temp.resolve("10-regf.yaml")) + "# changed\n");

        assertThat(run("policy", "sign", "--list", "--packs", folder).out())
                .contains("10-regf.yaml has been changed since it was signed");
    }

    /// The first so many of our own cases.
    private Path cases(int count) throws IOException {
        var file = temp.resolve("cases.csv");
        try (Stream<String> lines = Files.lines(SHIPPED.resolve("cases.csv"))) {
            Files.write(file, lines.limit(count + 1L).toList());
        }
        return file;
    }

    /// The command writes where its process does.
    private static Answer run(String... arguments) {
        var kept = System.out;
        var out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return new Answer(Main.commandLine().execute(arguments), out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(kept);
        }
    }
}
