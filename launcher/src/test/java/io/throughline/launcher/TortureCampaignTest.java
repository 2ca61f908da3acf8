package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A campaign over the real wire, with the platform killed once: a process, a carrier and a
/// PostgreSQL of their own. The carrier's books are the judge; how long it takes is nobody's
/// business here.
class TortureCampaignTest {
    private static final int ACCOUNTS = 1_000;

    @TempDir
    Path temp = Path.of("");

    @Test
    void every_account_has_one_message_or_the_rule_that_kept_it_though_the_platform_is_killed() throws Exception {
        Path data = temp.resolve("run");
        Path answer = temp.resolve("answer.json");
        Path talk = temp.resolve("talk.txt");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dthroughline.home=" + Home.find().path(),
                        "-Dthroughline.class-path=" + classPath,
                        "-cp",
                        classPath,
                        Main.class.getName(),
                        "torture",
                        "campaign",
                        "--accounts",
                        Integer.toString(ACCOUNTS),
                        "--kills",
                        "1",
                        "--json",
                        "--data",
                        data.toString())
                .redirectOutput(answer.toFile())
                .redirectError(talk.toFile())
                .start();
        assertThat(run.waitFor()).as(Files.readString(talk)).isEqualTo(ExitCode.OK);
        var json = Json.parse(Files.readString(answer));
        assertThat(Json.number(json, "kills")).isEqualTo(1);
        assertThat(Json.number(json, "reached")).isGreaterThan(ACCOUNTS * 8 / 10);
        assertThat(Json.number(json, "unreached")).isLessThanOrEqualTo(TortureCampaignCommand.WINDOW);
        assertThat(json.path("findings").properties())
                .hasSize(8)
                .allSatisfy(found ->
                        assertThat(found.getValue().asLong()).as(found.getKey()).isZero());
        assertThat(json.path("keptByRule").properties().stream().map(java.util.Map.Entry::getKey))
                .contains("DO_NOT_CONTACT", "TEXT_NO_BASIS");
    }

    @Test
    void a_folder_with_something_in_it_is_refused() throws Exception {
        Files.writeString(temp.resolve("mine.txt"), "mine");
        var line = Main.commandLine();
        var said = new StringWriter();
        line.setErr(new PrintWriter(said, true));
        assertThat(line.execute("torture", "campaign", "--data", temp.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(said.toString()).contains("is not empty");
    }
}
