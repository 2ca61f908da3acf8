package io.throughline.launcher;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Who does it. The platform looks up what they may.
final class ActorOption {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli gives it before anything runs
    private CommandSpec spec;

    @Option(
            names = "--as",
            paramLabel = "PERSON",
            description = "Id of the person who does it (default: THROUGHLINE_ACTOR). Their rights are looked up.")
    private @Nullable String person;

    String person() {
        var named = person == null ? System.getenv("THROUGHLINE_ACTOR") : person;
        if (named == null || named.isBlank()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Say who does it: --as PERSON, or THROUGHLINE_ACTOR in the environment");
        }
        return named.strip();
    }
}
