package io.throughline.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Draws a workflow. The drawing is done in a process of its own, so that nothing of the layout library is
/// on the class path of the product.
@Command(
        name = "diagram",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Draw a workflow as SVG: the happy path straight down, exceptions aside.",
            "With a case: the path it took, with times. The drawing goes to stdout, or to a file."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline diagram workflows/collections/arrears.yaml --out arrears.svg",
            "  ./throughline diagram workflows/collections/arrears.yaml --case TL-7K2M-9QX4 --out case.svg",
            "  ./throughline diagram workflows/collections/arrears.yaml --mermaid"
        })
final class DiagramCommand implements Callable<Integer> {
    private final Supplier<String> classPath;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "The workflow's YAML file.")
    private Path file = Path.of("");

    @Option(
            names = "--case",
            paramLabel = "ID",
            description = "Mark the path of a case, by its reference or id; asks the running platform.")
    private @Nullable String id;

    @Option(names = "--mermaid", description = "Mermaid text instead of SVG.")
    private boolean mermaid;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the drawing goes (default: stdout).")
    private @Nullable Path out;

    DiagramCommand() {
        this(() -> Home.find().classPath("diagram"));
    }

    /// @param classPath of the process that draws
    DiagramCommand(Supplier<String> classPath) {
        this.classPath = classPath;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "There is no readable file " + file + ". Give a workflow's file, such as"
                            + " workflows/collections/arrears.yaml. Nothing was drawn.");
        }
        if (out != null && !Files.isDirectory(out.toAbsolutePath().resolveSibling(""))) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "There is no folder for " + out + ". Make it first. Nothing was drawn.");
        }
        Terminal terminal = common.terminal();
        Optional<JsonNode> walked = Optional.ofNullable(id).map(common::theCase);
        Drawing drawing =
                Drawing.make(command(walked), walked.map(DiagramCommand::events).orElse(List.of()));
        if (!drawing.remarks().isEmpty()) {
            terminal.talk(drawing.remarks());
        }
        if (out != null) {
            Files.write(out, drawing.bytes());
        }
        if (common.json) {
            terminal.data(Json.print(told(drawing)));
        } else if (out == null) {
            terminal.out().writeBytes(drawing.bytes());
            terminal.out().flush();
        } else {
            terminal.talk("Drew " + file + " to " + out + ".");
        }
        return ExitCode.OK;
    }

    private List<String> command(Optional<JsonNode> walked) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath.get(),
                "io.throughline.diagram.Main",
                file.toString(),
                mermaid ? "mermaid" : "svg"));
        walked.ifPresent(it -> {
            command.add(Json.text(it, "reference"));
            command.add(Json.text(it, "workflow"));
        });
        return command;
    }

    private ObjectNode told(Drawing drawing) {
        ObjectNode answer = Json.object();
        answer.put("workflow", file.toString());
        answer.put("format", mermaid ? "mermaid" : "svg");
        if (id != null) {
            answer.put("case", id);
        }
        if (out != null) {
            answer.put("file", out.toString());
            answer.put("bytes", drawing.bytes().length);
        } else {
            answer.put("drawing", new String(drawing.bytes(), StandardCharsets.UTF_8));
        }
        return answer;
    }

    /// What the drawing needs of each event, a line each, as the diagram's `CaseEvent` reads it: names,
    /// times and outcomes, nothing about the customer.
    static List<String> events(JsonNode walked) {
        List<String> lines = new ArrayList<>();
        for (JsonNode event : walked.path("timeline")) {
            JsonNode details = event.path("details");
            lines.add(String.join(
                    "\t",
                    Json.text(event, "at"),
                    Json.text(event, "type"),
                    Json.text(event, "step"),
                    Json.text(details, "outcome"),
                    Json.text(details, "to")));
        }
        return lines;
    }
}
