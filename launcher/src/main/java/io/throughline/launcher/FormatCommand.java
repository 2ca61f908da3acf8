package io.throughline.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Stands here for the help; the script `throughline` does it itself.
@Command(
        name = "format",
        mixinStandardHelpOptions = true,
        description = "Put all sources into the house's format (palantir style).")
final class FormatCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new CommandFailure(ExitCode.USAGE, "Run it as ./throughline format");
    }
}
