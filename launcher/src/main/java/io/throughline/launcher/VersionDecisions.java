package io.throughline.launcher;

import io.throughline.scenario.Scenarios;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// What people decide about a version. The platform refuses what may not be; here it is only asked.
final class VersionDecisions {
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3})\\s*%?");

    private VersionDecisions() {}

    @Command(
            name = "draft",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Put your name to a definition, as a draft.",
                "The file, the words and systems beside it and its scenarios go to the platform. New cases do not get it yet."
            })
    static final class Draft implements Callable<Integer> {
        @Mixin
        private VersionOptions common = new VersionOptions();

        @Parameters(index = "0", paramLabel = "FILE", description = "The workflow's file.")
        private Path file = Path.of("");

        @Override
        public Integer call() throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new CommandFailure(ExitCode.NOT_FOUND, "There is no file " + file);
            }
            var files = new TreeMap<>(DefinitionReader.surroundings(file));
            var scenarios = ScenarioRun.scenarios(file);
            var main = DefinitionReader.main(file);
            if (Files.exists(scenarios)) {
                files.put(main.replaceFirst("\\.yaml$", "") + Scenarios.SUFFIX, Files.readString(scenarios));
            }
            var request = Json.object().put("main", main);
            var texts = request.putObject("files");
            files.forEach(texts::put);
            var answer = common.decide(VersionPage.PATH, request);
            return whole(
                    common,
                    answer,
                    "Next, by somebody else: ./throughline versions approve "
                            + VersionPage.label(answer.path("version")) + " --as PERSON --reason TEXT");
        }
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Approve a draft that somebody else has written.",
                "Refused when the linter finds an error or a scenario fails. Shows in words what changes; with --dry-run only that."
            })
    static final class Approve implements Callable<Integer> {
        @Mixin
        private VersionOptions common = new VersionOptions();

        @Parameters(index = "0", paramLabel = "VERSION", description = "Such as arrears@2.")
        private String version = "";

        @Option(names = "--dry-run", description = "Show what you would approve, and approve nothing.")
        private boolean dryRun;

        @Override
        public Integer call() {
            var its = VersionRef.of(version);
            if (dryRun) {
                return whole(common, its.ask(common), "Nothing was approved.");
            }
            var answer = common.decide(its.path() + "/approval", Json.object());
            return whole(
                    common,
                    answer,
                    "Next: ./throughline versions publish " + its.label() + " --share 10% --as PERSON --reason TEXT");
        }
    }

    @Command(
            name = "publish",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Give an approved version to new cases: to all, or with --share to those of some customers first.",
                "Cases that are open stay on the version they began with."
            })
    static final class Publish implements Callable<Integer> {
        @Mixin
        private VersionOptions common = new VersionOptions();

        @Parameters(index = "0", paramLabel = "VERSION", description = "Such as arrears@2.")
        private String version = "";

        @Option(
                names = "--share",
                paramLabel = "PERCENT",
                defaultValue = "100%",
                description = "How much of the new cases get it, 1%% to 100%% (default 100%%).")
        private String share = "100%";

        @Override
        public Integer call() {
            var its = VersionRef.of(version);
            var answer =
                    common.decide(its.path() + "/publication", Json.object().put("share", percent(share)));
            return line(common, answer);
        }
    }

    @Command(
            name = "rollout",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Raise the share of the version that is being tried; 100%% finishes it. Who has it keeps it.",
                "To lower a share take the version back."
            })
    static final class Rollout implements Callable<Integer> {
        @Mixin
        private VersionOptions common = new VersionOptions();

        @Parameters(index = "0", paramLabel = "WORKFLOW", description = "The name of the workflow.")
        private String workflow = "";

        @Option(
                names = "--share",
                paramLabel = "PERCENT",
                required = true,
                description = "How much of the new cases get it from now on.")
        private String share = "";

        @Override
        public Integer call() {
            var request = Json.object().put("share", percent(share));
            return line(common, common.decide(VersionPage.PATH + "/" + workflow + "/rollout", request));
        }
    }

    @Command(
            name = "back",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Take the newest published version back: new cases get the version before at once.",
                "Cases that began on it stay on it, unless you move them with migrate."
            })
    static final class Back implements Callable<Integer> {
        @Mixin
        private VersionOptions common = new VersionOptions();

        @Parameters(index = "0", paramLabel = "WORKFLOW", description = "The name of the workflow.")
        private String workflow = "";

        @Override
        public Integer call() {
            return line(common, common.decide(VersionPage.PATH + "/" + workflow + "/back", Json.object()));
        }
    }

    private static int whole(CommonOptions common, JsonNode answer, String next) {
        Terminal terminal = common.terminal();
        if (common.json) {
            terminal.data(Json.print(answer));
        } else {
            new VersionPage(terminal).whole(answer).forEach(terminal::data);
            terminal.talk("");
            terminal.talk(next);
        }
        return ExitCode.OK;
    }

    private static int line(CommonOptions common, JsonNode answer) {
        common.terminal()
                .data(
                        common.json
                                ? Json.print(answer)
                                : "%s is %s; %s %% of new cases get it."
                                        .formatted(
                                                VersionPage.label(answer),
                                                Json.text(answer, "state"),
                                                Json.text(answer, "share")));
        return ExitCode.OK;
    }

    static int percent(String text) {
        var match = SHARE.matcher(text.strip());
        if (!match.matches()) {
            throw new CommandFailure(ExitCode.USAGE, "\"" + text + "\" is no share; write it as 10%.");
        }
        return Integer.parseInt(match.group(1));
    }
}
