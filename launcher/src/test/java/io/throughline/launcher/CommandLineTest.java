package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
    @TempDir
    Path temp = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void help_names_every_command_and_every_exit_code() {
        assertThat(run("--help")).isZero();
        for (String command : List.of(
                "demo",
                "up",
                "status",
                "import",
                "open",
                "case",
                "act",
                "people",
                "diagram",
                "test",
                "diff",
                "rehearse",
                "versions",
                "reconcile",
                "audit",
                "lint",
                "schema",
                "bench",
                "tryout",
                "verify",
                "format")) {
            assertThat(out.toString()).contains("\n  " + command + " ");
        }
        for (int code : List.of(0, 1, 2, 3, 4, 5, 6, 7, 70, 130)) {
            assertThat(out.toString()).containsPattern("(?m)^.*\\b" + code + "  ?\\w");
        }
    }

    @Test
    void every_command_explains_itself_and_what_it_takes() {
        List<String> silent = new ArrayList<>();
        Main.commandLine().getSubcommands().forEach((name, command) -> {
            if (command.getCommandSpec().usageMessage().description().length == 0 && !name.equals("help")) {
                silent.add(name);
            }
            command.getCommandSpec().options().stream()
                    .filter(option -> option.description().length == 0)
                    .forEach(option -> silent.add(name + " " + option.longestName()));
            command.getCommandSpec().positionalParameters().stream()
                    .filter(parameter -> parameter.description().length == 0)
                    .forEach(parameter -> silent.add(name + " " + parameter.paramLabel()));
        });
        assertThat(silent).isEmpty();
    }

    @Test
    void wrong_usage_is_2_and_says_what_was_meant() {
        assertThat(run("opne")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Did you mean").contains("open");
        assertThat(run("open", "arrears")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--where");
        assertThat(run("audit")).isEqualTo(ExitCode.USAGE);
        assertThat(run("demo", "--customers", "many")).isEqualTo(ExitCode.USAGE);
        assertThat(run("demo", "--customers", "0")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void what_needs_a_running_platform_is_3_without_one_and_says_how_to_start_it() throws Exception {
        Path file = temp.resolve("portfolio.csv");
        Files.writeString(file, "account_id\n");
        String folder = temp.resolve("nothing").toString();
        for (List<String> command : List.of(
                List.of("status"),
                List.of("case", "TL-1"),
                List.of("open", "arrears", "--where", "true"),
                List.of("import", file.toString()),
                List.of("reconcile"),
                List.of("versions"),
                List.of("versions", "show", "arrears@1"),
                List.of("versions", "back", "arrears", "--as", "ana", "--reason", "complaints"),
                List.of("diff", "arrears@1", "arrears@2"),
                List.of("audit", "verify"))) {
            List<String> arguments = new ArrayList<>(command);
            arguments.addAll(List.of("--data", folder));
            assertThat(run(arguments.toArray(String[]::new)))
                    .as(command.toString())
                    .isEqualTo(ExitCode.NOT_RUNNING);
            assertThat(err.toString().strip())
                    .isEqualTo(
                            "Nothing is running on " + folder + ". Start it with: ./throughline up --data " + folder);
        }
    }

    @Test
    void a_file_that_is_not_there_is_4_and_a_demo_in_a_used_folder_is_refused() throws Exception {
        assertThat(run("import", temp.resolve("no.csv").toString())).isEqualTo(ExitCode.NOT_FOUND);
        Files.writeString(temp.resolve("something"), "x");
        assertThat(run("demo", "--data", temp.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("is not empty");
    }

    @Test
    void the_script_finds_a_newer_jdk_and_says_in_one_line_when_there_is_none() throws Exception {
        Path jdks = temp.resolve("jdks");
        jdk(jdks.resolve("seventeen"), "17.0.15");
        assertThat(script(jdks, jdks.resolve("seventeen")))
                .startsWith("1 ")
                .contains("no JDK 25 or newer")
                .contains("JAVA_HOME");
        jdk(jdks.resolve("eight"), "1.8.0_402");
        jdk(jdks.resolve("twenty-five"), "25.0.1");
        assertThat(script(jdks, jdks.resolve("seventeen"))).isEqualTo("0 " + jdks.resolve("twenty-five"));
        jdk(temp.resolve("mine"), "27");
        assertThat(script(jdks, temp.resolve("mine"))).isEqualTo("0 " + temp.resolve("mine"));
        // a runtime without a compiler cannot build
        Files.delete(jdks.resolve("twenty-five/bin/javac"));
        assertThat(script(jdks, jdks.resolve("seventeen"))).startsWith("1 ");
    }

    private static void jdk(Path home, String version) throws Exception {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        for (String program : List.of("java", "javac")) {
            Files.writeString(home.resolve("bin").resolve(program), "#!/bin/sh\n");
            Files.setPosixFilePermissions(
                    home.resolve("bin").resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /// Exit code and output of `throughline jdk`, called through a symlink from another folder.
    private String script(Path jdks, Path javaHome) throws Exception {
        Path link = temp.resolve("link-to-it");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Home.find().path().resolve("throughline"));
        ProcessBuilder builder = new ProcessBuilder(link.toString(), "jdk")
                .directory(temp.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", javaHome.toString());
        environment.put("THROUGHLINE_JDKS", jdks.toString());
        environment.put("PATH", "/usr/bin:/bin");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return process.waitFor() + " " + output.strip();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return line.execute(arguments);
    }
}
