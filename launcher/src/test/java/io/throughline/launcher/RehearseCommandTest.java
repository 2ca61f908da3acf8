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

/// The command with the process that rehearses.
class RehearseCommandTest {
    @TempDir
    Path temp = Path.of("");

    private final Path workflows = Home.find().path().resolve("workflows");
    private final StringWriter err = new StringWriter();

    private record Answer(int code, String out) {}

    private Answer run(String... arguments) {
        var kept = System.out;
        var out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        err.getBuffer().setLength(0);
        try {
            var line = new CommandLine(new RehearseCommand(() -> System.getProperty("java.class.path")));
            line.setExecutionExceptionHandler(Main.commandLine().getExecutionExceptionHandler());
            line.setErr(new PrintWriter(err, true));
            return new Answer(line.execute(arguments), out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(kept);
        }
    }

    private String arrears() {
        return workflows.resolve("collections/arrears.yaml").toString();
    }

    @Test
    void tells_people_what_breaks_and_what_becomes_of_them_and_draws_it() throws Exception {
        var svg = temp.resolve("arrears.svg");
        var answer = run(arrears(), "--customers", "500", "--seed", "3", "--svg", svg.toString());
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains(
                        "Resolve an overdue balance",
                        "Resolution",
                        "resolved, proven by a record",
                        "Where people leave",
                        "To a person, by cause",
                        "are presumed",
                        "500 customers, seed 3");
        assertThat(answer.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThan(120));
        assertThat(Files.readString(svg)).startsWith("<svg").contains("Rehearsal: arrears");
        try (var files = Files.list(temp)) {
            assertThat(files).containsExactly(svg);
        }
    }

    @Test
    void answers_in_json_the_same_each_time_and_two_with_another_version() throws Exception {
        var once = run(arrears(), "--customers", "300", "--json");
        var again = run(arrears(), "--customers", "300", "--json");
        assertThat(once.code()).isZero();
        assertThat(again.out()).isEqualTo(once.out());
        assertThat(Json.parse(once.out()).path("outcomes").size()).isPositive();

        var copy = temp.resolve("collections/arrears.yaml");
        for (var folder : new String[] {"collections", "systems"}) {
            Files.createDirectories(temp.resolve(folder));
            try (var files = Files.list(workflows.resolve(folder))) {
                for (var file : files.toList()) {
                    Files.copy(file, temp.resolve(folder).resolve(file.getFileName()));
                }
            }
        }
        Files.writeString(copy, Files.readString(copy).replace("instalments: [2, 3, 6]", "instalments: [2, 3]"));
        var two = run(arrears(), "--against", copy.toString(), "--customers", "300", "--json");
        var reports = Json.parse(two.out());
        assertThat(reports.size()).isEqualTo(2);
        assertThat(reports.get(0)).isEqualTo(Json.parse(once.out()));
        assertThat(reports.get(1).path("version")).isNotEqualTo(reports.get(0).path("version"));

        var told = run(arrears(), "--against", copy.toString(), "--customers", "300");
        assertThat(told.out()).contains("The same 300 people, twice", "no person needed", "gave up");
    }

    @Test
    void says_what_is_wrong_with_a_file_and_rehearses_nothing() throws Exception {
        assertThat(run("nothing.yaml").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(err.toString()).contains("There is no file nothing.yaml", "Nothing was rehearsed");
        assertThat(run(arrears(), "--customers", "0").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run(arrears(), "--svg", "no/folder/here.svg").code()).isEqualTo(ExitCode.NOT_FOUND);
        var behaviour = temp.resolve("people.yaml");
        Files.writeString(behaviour, "steps: { optoins: { leaves: 3% } }\n");
        assertThat(run(arrears(), "--behaviour", behaviour.toString()).code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains(":1:10 ", "did you mean \"options\"?");
    }
}
