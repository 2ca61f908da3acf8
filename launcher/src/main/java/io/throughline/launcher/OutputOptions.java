package io.throughline.launcher;

import picocli.CommandLine.Option;

/// How a command answers. Enough for commands that need no data folder; the others have [CommonOptions].
class OutputOptions {
    @Option(names = "--json", description = "Print the answer as JSON on stdout.")
    boolean json;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Colour: always, never, or auto (a terminal, and NO_COLOR is not set).")
    String color = "auto";

    Terminal terminal() {
        return Terminal.of(System.out, System.err, System.getenv(), color);
    }
}
