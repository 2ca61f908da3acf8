package io.throughline.launcher;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What runs, and how the cases stand.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Say what is running on the data folder, and show the resolution stack. Exit code 3 when nothing runs.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        RunFile run = common.running();
        JsonNode resolution = common.ask("/api/v1/resolution", Duration.ofSeconds(30));
        Terminal terminal = common.terminal();
        if (common.json) {
            ObjectNode answer = run.toJson();
            answer.set("resolution", resolution);
            terminal.data(Json.print(answer));
            return ExitCode.OK;
        }
        run.processes()
                .forEach((name, process) -> terminal.data("  %-10s %s"
                        .formatted(
                                name,
                                process.findAlive().isPresent()
                                        ? "process " + process.pid() + "  "
                                                + run.urls().getOrDefault(name, java.net.URI.create(""))
                                        : terminal.bad("not running"))));
        terminal.data("  %-10s %s"
                .formatted(
                        "time here", FolderClock.readable(FolderClock.now(common.folder(), InstantSource.system()))));
        terminal.data("");
        Resolution.of(resolution).lines(terminal).forEach(terminal::data);
        return ExitCode.OK;
    }
}
