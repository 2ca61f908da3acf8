package io.throughline.launcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Moves parked cases from one version to another, by the map of one of the two.
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Move parked cases of another version to this one, by the \"migrations\" of one of the two.",
            "Without --yes nothing is moved: it says how many cases of which step would go where, and which stay and why."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline versions migrate arrears@2 --from 1 --as ana --reason 'one set of words for all'",
            "  ./throughline versions migrate arrears@2 --from 1 --as ana --reason 'one set of words for all' --yes",
            "  ./throughline versions migrate arrears@1 --from 2 --as ana --reason 'back to the old words' --yes"
        })
final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private VersionOptions common = new VersionOptions();

    @Parameters(index = "0", paramLabel = "VERSION", description = "The version they go to, such as arrears@2.")
    private String version = "";

    @Option(
            names = "--from",
            paramLabel = "VERSION",
            required = true,
            description = "The version they are on: its number or the beginning of its content hash.")
    private String from = "";

    @Option(names = "--yes", description = "Move them. Without it, only say what would come of it.")
    private boolean yes;

    @Override
    public Integer call() {
        var moved = new LinkedHashMap<String, Long>();
        var staying = new LinkedHashMap<String, Long>();
        var its = VersionRef.of(version);
        String after = "";
        do {
            JsonNode answer = common.decide(its.path() + "/migration", request(after));
            answer.path("lines").forEach(line -> count(line, moved, staying));
            after = Json.text(answer, "next");
        } while (!after.isEmpty());
        tell(moved, staying);
        return ExitCode.OK;
    }

    private ObjectNode request(String after) {
        var request = Json.object().put("from", from.replaceFirst("^.*@", "")).put("dryRun", !yes);
        return after.isEmpty() ? request : request.put("after", after);
    }

    private static void count(JsonNode line, Map<String, Long> moved, Map<String, Long> staying) {
        var step = Json.text(line, "step");
        if (Json.text(line, "rule").isEmpty()) {
            var to = Json.text(line, "to");
            moved.merge(step.equals(to) ? step : step + " → " + to, Json.number(line, "cases"), Long::sum);
        } else {
            staying.merge(
                    step + ": " + Json.text(line, "why") + " (" + Json.text(line, "rule") + ")",
                    Json.number(line, "cases"),
                    Long::sum);
        }
    }

    private void tell(Map<String, Long> moved, Map<String, Long> staying) {
        Terminal terminal = common.terminal();
        if (common.json) {
            var answer = Json.object().put("dryRun", !yes);
            answer.set("moved", Json.of(moved));
            answer.set("staying", Json.of(staying));
            terminal.data(Json.print(answer));
            return;
        }
        var page = new VersionPage(terminal);
        terminal.data("%,d cases %s:".formatted(sum(moved), yes ? "moved" : "would be moved"));
        page.moved(moved).forEach(terminal::data);
        if (!staying.isEmpty()) {
            terminal.data("%,d cases stay:".formatted(sum(staying)));
            page.moved(staying).forEach(terminal::data);
        }
        if (!yes) {
            terminal.talk("Nothing was moved. To move them add --yes.");
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
