package io.throughline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class SchemaTest {
    private static final Path WORKFLOWS = Path.of("..", "workflows");
    private static final String STRANGE = "q".repeat(60);
    private static final com.networknt.schema.Schema SCHEMA = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12)
            .getSchema(Schema.json());

    @Test
    void the_file_for_editors_is_current() throws IOException {
        assertThat(Files.readString(WORKFLOWS.resolve("workflow.schema.json")))
                .as("write it anew with: ./throughline schema > workflows/workflow.schema.json")
                .isEqualTo(Schema.json());
    }

    static List<Path> shipped() throws IOException {
        var sound = new ArrayList<>(
                Broken.all().stream().filter(Broken::isSound).map(Broken::path).toList());
        try (Stream<Path> files = Files.walk(WORKFLOWS)) {
            files.filter(Files::isRegularFile)
                    .filter(DefinitionReader::isWorkflow)
                    .forEach(sound::add);
        }
        return sound;
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void a_sound_definition_is_valid(Path file) throws IOException {
        assertThat(errors(Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shape--list-expected",
                "shape--attempts-out-of-bounds",
                "shape--yes-in-words",
                "duration--in-words",
                "missing--owner",
                "missing--queue-of-checklist",
                "resolution-map--no-trigger",
                "resolution-map--no-policies",
                "unhandled-outcome--refused-words",
                "unhandled-outcome--expired-approval",
                "unhandled-outcome--child-failed",
                "unknown-kind--slip",
                "unknown-name--key",
                "unknown-name--outcome",
                "unknown-name--channel-of-outreach",
                "unknown-name--type-of-field",
                "unknown-name--actor"
            })
    void a_definition_of_a_wrong_shape_is_not(String name) throws IOException {
        var broken = Broken.all().stream()
                .filter(one -> one.path().endsWith(name + ".yaml"))
                .findFirst()
                .orElseThrow();
        assertThat(errors(Files.readString(broken.path()))).isNotEmpty();
    }

    private static List<com.networknt.schema.Error> errors(String yaml) {
        var value = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(JsonText.of(value), InputFormat.JSON);
    }

    static Stream<Arguments> shapes() {
        var probes = new ArrayList<Arguments>();
        probes.add(new Arguments("workflow", "workflow: x\nsteps: {}\n" + STRANGE + ": 1\n"));
        probes.add(new Arguments("resolution", "resolution: { KEY: 1 }"));
        probes.add(new Arguments("data", "data: { x: { KEY: 1 } }"));
        probes.add(new Arguments("touch", "outreach: [ { KEY: 1 } ]"));
        probes.add(new Arguments("unanswered", "unanswered: { KEY: 1 }"));
        probes.add(new Arguments("exception", "exceptions: { x: { KEY: 1 } }"));
        probes.add(new Arguments("authority", "authorities: { x: { KEY: 1 } }"));
        probes.add(new Arguments("migration", "migrations: [ { from: 4be0c1d2a3f4, KEY: 1 } ]"));
        probes.add(new Arguments("back", "migrations: [ { from: 4be0c1d2a3f4, back: { KEY: 1 } } ]"));
        probes.add(new Arguments("choice", "steps: { x: { kind: choose, choices: { y: { KEY: 1 } } } }"));
        probes.add(new Arguments("branch", "steps: { x: { kind: decide, branches: { y: { KEY: 1 } } } }"));
        probes.add(new Arguments("line", "steps: { x: { kind: check, lines: { y: { KEY: 1 } } } }"));
        probes.add(new Arguments("guide", "steps: { x: { kind: wait, guide: { KEY: 1 } } }"));
        probes.add(new Arguments("time-out", "steps: { x: { kind: wait, time-out: { KEY: 1 } } }"));
        probes.add(new Arguments("brought", "steps: { x: { kind: run, outcomes: [y], bring: { z: { KEY: 1 } } } }"));
        for (var type : FieldReader.TYPES) {
            probes.add(new Arguments(
                    "field-" + type, "steps: { x: { kind: ask, fields: { y: { type: " + type + ", KEY: 1 } } } }"));
        }
        for (var kind : DefinitionBuilder.KINDS) {
            var desk = DefinitionBuilder.QUEUED.contains(kind) ? ", by: [agent], queue: q" : "";
            probes.add(new Arguments("step-" + kind, "steps: { x: { kind: " + kind + desk + ", KEY: 1 } }"));
        }
        return probes.stream();
    }

    /// @param yaml a definition that has a strange key in that shape
    record Arguments(String shape, String yaml) {
        @Override
        public String toString() {
            return shape;
        }
    }

    /// Asks the reader what it takes, by a key that it does not: so the two cannot drift apart.
    @ParameterizedTest
    @MethodSource("shapes")
    void the_reader_takes_the_keys_of_the_schema_and_no_others(Arguments probe) {
        var yaml = probe.yaml().replace("KEY", STRANGE);
        var findings = new Linter(Rule.all()).lint(Map.of("x/x.yaml", yaml), List.of("x/x.yaml"), Surroundings.NONE);
        var taken = findings.stream()
                .filter(finding -> finding.message().contains(STRANGE))
                .map(finding -> Pattern.compile("; valid are (.*)").matcher(finding.message()))
                .filter(java.util.regex.Matcher::find)
                .map(match ->
                        (Set<String>) new TreeSet<>(Arrays.asList(match.group(1).split(", "))))
                .toList();
        assertThat(taken).containsExactly(Schema.keys().get(probe.shape()));
    }

    @Test
    void every_shape_is_probed() {
        assertThat(shapes().map(Arguments::shape))
                .containsAll(Schema.keys().keySet().stream()
                        .filter(shape -> !shape.equals("step") && !shape.equals("field"))
                        .toList());
    }
}
