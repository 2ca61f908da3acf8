package io.throughline.launcher;

import io.throughline.workflow.Schema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Prints what editors complete and check definitions by.
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Print the JSON Schema (2020-12) of the workflow language, for editors.",
            "workflows/workflow.schema.json is this output."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./throughline schema > workflows/workflow.schema.json"})
final class SchemaCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        output.terminal().out().print(Schema.json());
        return ExitCode.OK;
    }
}
