package io.throughline.tryouts;

import io.throughline.records.RecordSystem;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.InvalidDefinition;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.RecordSystemReader;
import io.throughline.workflow.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A foreign domain: its definition, its record operations with the policy pack, and how its files are replayed.
///
/// @param desk the step of the definition at which operations are asked for
record Domain(Definition definition, RecordSystem system, Replay replay, Step.Request desk, int attempts) {

    /// Reads a domain from the folder of try-outs.
    ///
    /// @throws TryoutFailure if there is no such domain, or it cannot be used
    static Domain read(Path tryouts, String name) {
        var file = tryouts.resolve("replay").resolve(name + ".yaml");
        try {
            if (!Files.isRegularFile(file)) {
                var known = names(tryouts);
                throw new TryoutFailure("There is no domain \"" + name + "\""
                        + Nearest.to(name, known)
                                .map(near -> "; did you mean \"" + near + "\"?")
                                .orElse("; valid are " + String.join(", ", known)));
            }
            var replay = Replay.read(file.toString(), Files.readString(file));
            var definitionFile = tryouts.resolve(replay.definition());
            var definition = DefinitionReader.read(definitionFile);
            var system =
                    RecordSystemReader.read(DefinitionReader.bundle(definitionFile), replay.system(), replay.policy());
            return of(definition, system, replay);
        } catch (IOException | InvalidDefinition e) {
            throw new TryoutFailure("The domain " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    static Domain of(Definition definition, RecordSystem system, Replay replay) {
        if (!definition.resolution().policies().contains(system.policy())) {
            throw new TryoutFailure("The definition " + definition.name() + " is not under the policy "
                    + system.policy() + "; name it under resolution.policies");
        }
        var desk = definition.steps().values().stream()
                .filter(Step.Request.class::isInstance)
                .map(Step.Request.class::cast)
                .findFirst()
                .orElseThrow(() ->
                        new TryoutFailure("The definition " + definition.name() + " has no step of kind request"));
        int attempts = definition.steps().values().stream()
                .filter(Step.Verify.class::isInstance)
                .mapToInt(step -> ((Step.Verify) step).attempts())
                .findFirst()
                .orElse(1);
        return new Domain(definition, system, replay, desk, attempts);
    }

    private static List<String> names(Path tryouts) throws IOException {
        var folder = tryouts.resolve("replay");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        }
    }
}
