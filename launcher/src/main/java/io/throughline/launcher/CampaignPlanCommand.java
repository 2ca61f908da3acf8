package io.throughline.launcher;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// The next permitted touch of every account that matches.
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "By which channel and when each account may be written to next, whom nothing reaches and by which rule, and",
            "which accounts are the most urgent. Nothing is done."
        })
final class CampaignPlanCommand implements Callable<Integer> {
    private static final Duration LONG = Duration.ofMinutes(30);

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "WORKFLOW", description = "The name of the workflow.")
    private String workflow = "";

    @Option(
            names = "--where",
            paramLabel = "EXPR",
            description = "A CEL condition over account and customer (default: everybody who owes something).")
    private String where = "true";

    @Override
    public Integer call() {
        var request = Json.object().put("workflow", workflow).put("where", where);
        var plan = common.tell("/api/v1/campaigns:plan", request, LONG);
        var terminal = common.terminal();
        if (common.json) {
            terminal.data(Json.print(plan));
            return ExitCode.OK;
        }
        var sum = plan.path("sum");
        terminal.data("%,d accounts match; %,d have a permitted touch%s."
                .formatted(Json.number(sum, "accounts"), Json.number(sum, "touches"), channels(sum.path("channels"))));
        rules(terminal, sum.path("later"), "wait", plan.path("sentences"));
        rules(terminal, sum.path("held"), "are held", plan.path("sentences"));
        if (!sum.path("hours").isEmpty()) {
            terminal.data("When they may go, by hour (UTC):");
            sum.path("hours")
                    .properties()
                    .forEach(hour -> terminal.data("  %s  %,8d"
                            .formatted(hour.getKey(), hour.getValue().asLong())));
        }
        if (!plan.path("first").isEmpty()) {
            terminal.data("The most urgent first:");
            plan.path("first").forEach(first -> terminal.data(first(first)));
        }
        return ExitCode.OK;
    }

    private static String channels(JsonNode channels) {
        var counts = channels.properties().stream()
                .map(channel -> "%,d by %s".formatted(channel.getValue().asLong(), channel.getKey()))
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "" : ": " + counts;
    }

    private static void rules(Terminal terminal, JsonNode rules, String what, JsonNode sentences) {
        rules.properties()
                .forEach(rule -> terminal.data("  %,8d %s: %s  %s"
                        .formatted(
                                rule.getValue().asLong(),
                                what,
                                rule.getKey(),
                                sentences.path(rule.getKey()).asString(""))
                        .stripTrailing()));
    }

    private static String first(JsonNode first) {
        var because =
                first.path("because").valueStream().map(JsonNode::asString).collect(Collectors.joining("; "));
        return "  %s  %s at %s, urgency %d: %s"
                .formatted(
                        Json.text(first, "account"),
                        Json.text(first, "channel"),
                        Json.text(first, "at"),
                        Json.number(first, "urgency"),
                        because);
    }
}
