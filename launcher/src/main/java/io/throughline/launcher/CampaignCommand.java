package io.throughline.launcher;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reaches many accounts at the pace of what is behind them.
@Command(
        name = "campaign",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Open cases for many accounts at a pace, hold them within a second, and see why each message that was not",
            "sent was not. Without a subcommand: the campaigns."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline campaign preview arrears --where 'account.daysPastDue > 30' --per-minute 300",
            "  ./throughline campaign plan arrears --where 'account.daysPastDue > 30'",
            "  ./throughline campaign start november arrears --where 'account.daysPastDue > 30' --reason \"month end\" --as sue",
            "  ./throughline campaign show november",
            "  ./throughline campaign hold november --reason \"the portal is slow\" --as sue"
        },
        subcommands = {
            CampaignCommand.Preview.class,
            CampaignPlanCommand.class,
            CampaignCommand.Start.class,
            CampaignCommand.Show.class,
            CampaignCommand.Hold.class,
            CampaignCommand.Resume.class,
            CampaignCommand.Stop.class
        })
final class CampaignCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final String ALL = "/api/v1/campaigns";

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        var campaigns = common.ask(ALL, PATIENCE);
        var terminal = common.terminal();
        if (common.json) {
            terminal.data(Json.print(campaigns));
        } else if (campaigns.isEmpty()) {
            terminal.data("No campaigns yet. What one would do: throughline campaign preview WORKFLOW --where EXPR");
        } else {
            campaigns.forEach(campaign -> terminal.data(line(terminal, campaign)));
        }
        return ExitCode.OK;
    }

    private static String line(Terminal terminal, JsonNode campaign) {
        return "%s  %s, %s: %,d accounts planned, %,d of %,d cases opened, at most %,d a minute, where %s"
                .formatted(
                        terminal.strong(Json.text(campaign, "id")),
                        Json.text(campaign, "state"),
                        Json.text(campaign, "workflow"),
                        Json.number(campaign, "planned"),
                        Json.number(campaign, "opened"),
                        Json.number(campaign, "matched"),
                        Json.number(campaign, "perMinute"),
                        Json.text(campaign, "where"));
    }

    /// Whom, and how fast.
    static final class Plan {
        @Option(
                names = "--where",
                paramLabel = "EXPR",
                description = "A CEL condition over account and customer (default: everybody who owes something).")
        private String where = "true";

        @Option(
                names = "--per-minute",
                paramLabel = "N",
                description = "Cases let out a minute, at most (default: ${DEFAULT-VALUE}).")
        private int perMinute = 600;

        @Option(
                names = "--at-persons",
                paramLabel = "N",
                description = "Let out no more while so many of its cases are with people.")
        private @Nullable Integer atPersons;

        @Option(
                names = "--waiting",
                paramLabel = "N",
                description = "Let out no more while so many of its messages wait to be sent.")
        private @Nullable Integer waiting;

        ObjectNode request(String workflow) {
            var request =
                    Json.object().put("workflow", workflow).put("where", where).put("perMinute", perMinute);
            if (atPersons != null) {
                request.put("atPersons", atPersons);
            }
            if (waiting != null) {
                request.put("waiting", waiting);
            }
            return request;
        }
    }

    @Command(
            name = "preview",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "What it would do, without doing it: whom it reaches and when, and whom not and by which rule.")
    static final class Preview implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Mixin
        private Plan plan = new Plan();

        @Parameters(index = "0", paramLabel = "WORKFLOW", description = "The name of the workflow.")
        private String workflow = "";

        @Override
        public Integer call() {
            var preview = common.tell(ALL + ":preview", plan.request(workflow), LONG);
            var terminal = common.terminal();
            if (common.json) {
                terminal.data(Json.print(preview));
                return ExitCode.OK;
            }
            terminal.data("%,d accounts match; %,d may be let out as soon as the campaign comes to them."
                    .formatted(Json.number(preview, "matched"), Json.number(preview, "atOnce")));
            rules(terminal, preview.path("later"), "are let out later");
            rules(terminal, preview.path("never"), "are kept, and no case is opened");
            if (preview.path("first").isString()) {
                terminal.data("The first is let out " + second(preview, "first") + ", the last "
                        + second(preview, "last") + ". By hour (UTC):");
                preview.path("hours")
                        .properties()
                        .forEach(hour -> terminal.data("  %s  %,8d"
                                .formatted(hour.getKey(), hour.getValue().asLong())));
                terminal.data("Let out first:");
                preview.path("accounts")
                        .forEach(one -> terminal.data("  %s  %s, urgency %d"
                                .formatted(second(one, "at"), Json.text(one, "account"), Json.number(one, "urgency"))));
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Start a campaign. All accounts are planned first; then the most urgent of those that may be written to",
                "go first, and those that a rule keeps are told with it."
            })
    static final class Start implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Mixin
        private ActorOption actor = new ActorOption();

        @Parameters(index = "0", paramLabel = "NAME", description = "Such as november-past-due.")
        private String name = "";

        @Parameters(index = "1", paramLabel = "WORKFLOW", description = "The name of the workflow.")
        private String workflow = "";

        @Mixin
        private Plan plan = new Plan();

        @Option(names = "--reason", paramLabel = "WHY", required = true, description = "Why; it is kept.")
        private String reason = "";

        @Override
        public Integer call() {
            var request = plan.request(workflow).put("id", name).put("reason", reason);
            return told(common, common.body(common.platform().as(actor.person()).post(ALL, request, PATIENCE)));
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "A campaign: what was sent, what was not and by which rule, how its cases stand, who did what.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
        private String name = "";

        @Override
        public Integer call() {
            var whole = common.ask(ALL + "/" + Wire.part(name), PATIENCE);
            var terminal = common.terminal();
            if (common.json) {
                terminal.data(Json.print(whole));
                return ExitCode.OK;
            }
            terminal.data(line(terminal, whole.path("campaign")));
            terminal.data("%,d messages sent, %,d still to be sent; %,d of its cases are with people."
                    .formatted(
                            Json.number(whole, "sent"),
                            Json.number(whole, "waiting"),
                            Json.number(whole, "withPersons")));
            rules(terminal, whole.path("later"), "accounts wait for their instant");
            rules(terminal, whole.path("kept"), "accounts are kept, and no case is opened");
            rules(terminal, whole.path("notSent"), "messages were not sent");
            whole.path("cases")
                    .properties()
                    .forEach(one ->
                            terminal.data("  %,8d  %s".formatted(one.getValue().asLong(), one.getKey())));
            whole.path("changes")
                    .forEach(change -> terminal.data(Json.text(change, "at") + "  " + Json.text(change, "what") + " by "
                            + Json.text(change, "who") + ": " + Json.text(change, "reason")));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "hold",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Open and send nothing more of it until it is resumed. It holds when the command returns.")
    static final class Hold extends Change {
        Hold() {
            super("hold");
        }
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Let a held campaign go on.")
    static final class Resume extends Change {
        Resume() {
            super("resume");
        }
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "End it for good: what has not gone out never does. Its open cases stay with the customers.")
    static final class Stop extends Change {
        Stop() {
            super("stop");
        }
    }

    /// What people do to a campaign, with a reason.
    abstract static class Change implements Callable<Integer> {
        private final String what;

        @Mixin
        private CommonOptions common = new CommonOptions();

        @Mixin
        private ActorOption actor = new ActorOption();

        @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
        private String name = "";

        @Option(names = "--reason", paramLabel = "WHY", required = true, description = "Why; it is kept.")
        private String reason = "";

        Change(String what) {
            this.what = what;
        }

        @Override
        public Integer call() {
            return told(
                    common,
                    common.body(common.platform()
                            .as(actor.person())
                            .post(
                                    ALL + "/" + Wire.part(name) + "/" + what,
                                    Json.object().put("reason", reason),
                                    PATIENCE)));
        }
    }

    private static int told(CommonOptions common, JsonNode campaign) {
        var terminal = common.terminal();
        terminal.data(common.json ? Json.print(campaign) : line(terminal, campaign));
        return ExitCode.OK;
    }

    /// An instant without parts of a second.
    private static String second(JsonNode of, String field) {
        return Json.text(of, field).replaceFirst("\\.\\d+", "");
    }

    private static void rules(Terminal terminal, JsonNode rules, String what) {
        rules.properties()
                .forEach(rule ->
                        terminal.data("  %,8d %s: %s".formatted(rule.getValue().asLong(), what, rule.getKey())));
    }
}
