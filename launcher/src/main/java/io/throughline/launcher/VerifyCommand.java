package io.throughline.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Stands here for the help; the script `throughline` does it itself, because it has to work when nothing can be built.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Everything CI runs: build, format check, static checks, unit, property, integration and browser tests.",
            "Brings a browser if there is none. Ends with a line \"N passed, N failed\".",
            "What follows is handed to Maven: ./throughline verify -pl engine -am"
        })
final class VerifyCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new CommandFailure(ExitCode.USAGE, "Run it as ./throughline verify");
    }
}
