package io.throughline.rehearsal;

import io.throughline.policy.ContactLaw;
import io.throughline.policy.pack.PackDirectory;
import io.throughline.rehearsal.people.Behaviour;
import io.throughline.rehearsal.people.BehaviourReader;
import io.throughline.rehearsal.people.FloorPlan;
import io.throughline.rehearsal.people.FloorReader;
import io.throughline.rehearsal.stage.Rehearsal;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The workflows that ship, and the folder of rehearsals.
public final class Shipped {
    public static final ContactLaw LAW = law();

    public static final Path WORKFLOWS = Path.of("..", "workflows");

    private Shipped() {}

    public static Definition workflow(String name) {
        try {
            return DefinitionReader.read(WORKFLOWS.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(WORKFLOWS, 2)) {
            return files.filter(Files::isRegularFile)
                    .filter(DefinitionReader::isWorkflow)
                    .sorted()
                    .toList();
        }
    }

    public static Behaviour behaviour(Definition... definitions) {
        return BehaviourReader.read(
                "past-due.behaviour.yaml", text("rehearsals/past-due.behaviour.yaml"), List.of(definitions));
    }

    public static FloorPlan lines(int customers, Definition... definitions) {
        return FloorReader.read(
                "collections.lines.yaml", text("rehearsals/collections.lines.yaml"), List.of(definitions), customers);
    }

    public static String text(String name) {
        try {
            return Files.readString(WORKFLOWS.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// With what is presumed of people and lines.
    public static Report usual(Definition definition, int customers, long seed) {
        return Rehearsal.run(
                definition,
                LAW,
                BehaviourReader.defaults(),
                FloorReader.defaults(List.of(definition), customers),
                customers,
                seed,
                _ -> {});
    }

    private static ContactLaw law() {
        try {
            return new ContactLaw(new PackDirectory(Path.of("..", "packs")).read());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
