package io.throughline.launcher;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Versions of workflows, from a draft to what new cases get, and back.
@Command(
        name = "versions",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Versions of workflows on the running platform: draft, approve, publish, try on a share, take back.",
            "A changed file is a draft; new cases get it after a second person has approved it and somebody published it."
        },
        footerHeading = "%nFrom a changed file to all customers:%n",
        footer = {
            "  ./throughline versions draft workflows/collections/arrears.yaml --as ana --reason 'plainer words'",
            "  ./throughline versions approve arrears@2 --as bea --reason 'reads well'",
            "  ./throughline versions publish arrears@2 --share 10%% --as bea --reason 'try it'",
            "  ./throughline versions figures arrears",
            "  ./throughline versions rollout arrears --share 100%% --as bea --reason 'better'",
            "  ./throughline versions back arrears --as bea --reason 'complaints'"
        },
        subcommands = {
            VersionsCommand.ListAll.class,
            VersionsCommand.Show.class,
            VersionDecisions.Draft.class,
            VersionDecisions.Approve.class,
            VersionDecisions.Publish.class,
            VersionDecisions.Rollout.class,
            VersionDecisions.Back.class,
            MigrateCommand.class,
            VersionsCommand.Figures.class
        })
final class VersionsCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        return list(common, null, null);
    }

    private static int list(CommonOptions common, @Nullable String workflow, @Nullable String state) {
        var shown = Json.array();
        for (JsonNode one : common.ask(VersionPage.PATH, PATIENCE)) {
            if ((workflow == null || Json.text(one, "workflow").equals(workflow))
                    && (state == null || Json.text(one, "state").equals(state))) {
                shown.add(one);
            }
        }
        if (workflow != null && state == null && shown.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "There is no workflow " + workflow + ". All: ./throughline versions list");
        }
        if (common.json) {
            common.terminal().data(Json.print(shown));
        } else {
            new VersionPage(common.terminal()).list(shown).forEach(common.terminal()::data);
        }
        return ExitCode.OK;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "List versions: state, share of new cases, content hash, and who wrote and approved them.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "WORKFLOW",
                description = "Only the versions of this workflow.")
        private @Nullable String workflow;

        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "Only versions that are draft, approved, published or retired.")
        private @Nullable String state;

        @Override
        public Integer call() {
            return list(common, workflow, state);
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Show a version: its history, how its scenarios do, and what changes.",
                "What changes is told in words, for customers, agents and compliance, against the version that new cases get."
            })
    static final class Show implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(index = "0", paramLabel = "VERSION", description = "Such as arrears@2.")
        private String version = "";

        @Override
        public Integer call() {
            JsonNode answer = VersionRef.of(version).ask(common);
            if (common.json) {
                common.terminal().data(Json.print(answer));
            } else {
                new VersionPage(common.terminal()).whole(answer).forEach(common.terminal()::data);
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "figures",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Put the versions of a workflow side by side.",
                "Cases, outcomes, exceptions by cause, time to resolution, writeback success."
            })
    static final class Figures implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(index = "0", paramLabel = "WORKFLOW", description = "The name of the workflow.")
        private String workflow = "";

        @Override
        public Integer call() {
            JsonNode answer = common.ask(VersionPage.PATH + "/" + workflow + "/figures", PATIENCE);
            if (common.json) {
                common.terminal().data(Json.print(answer));
            } else {
                new VersionPage(common.terminal()).figures(answer).forEach(common.terminal()::data);
            }
            return ExitCode.OK;
        }
    }
}
