package io.throughline.launcher;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Do-not-contact lists.
@Command(
        name = "dnc",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Import do-not-contact lists, and look a number, an address or a person up in them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DncCommand.Import.class, DncCommand.Find.class})
final class DncCommand {
    private DncCommand() {}

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Puts people on a list, or takes them off it.
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Import a do-not-contact list from a CSV file, plain or gzipped.",
                "Each line names one of phone, email and customer_id; action is add (the default) or remove; reason and since are kept. Good lines are taken, bad ones go to a rejects file (exit code 5). The same file again changes nothing."
            },
            footerHeading = "%nExamples:%n",
            footer = "  ./throughline dnc import litigants.csv --list litigants")
    static final class Import implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(index = "0", paramLabel = "FILE", description = "The file, CSV or CSV.gz.")
        private Path file = Path.of("");

        @Option(names = "--list", paramLabel = "NAME", description = "The list (default: ${DEFAULT-VALUE}).")
        private String list = "internal";

        @Option(
                names = "--rejects",
                paramLabel = "FILE",
                description = "Where rejected lines go (default: FILE.rejects.csv).")
        private @Nullable Path rejects;

        @Option(names = "--by", paramLabel = "NAME", description = "Who imports it (default: you).")
        private String by = System.getProperty("user.name", "unknown");

        @Override
        public Integer call() {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND, "There is no readable file " + file + ". Nothing was imported.");
            }
            var source = new PortfolioSource(file, Optional.empty());
            var terminal = common.terminal();
            var path = "/api/v1/do-not-contact?list=" + encoded(list) + "&by=" + encoded(by) + "&source="
                    + encoded(String.valueOf(file.getFileName()));
            JsonNode answer =
                    common.body(ImportCommand.streamed(common.platform(), path, source, terminal, "importing"));
            var rejectsFile = new RejectsFile(rejects == null ? RejectsFile.beside(file) : rejects);
            int listed = rejectsFile.write(answer.path("rejects"), source, column -> column);
            if (common.json) {
                terminal.data(Json.print(answer));
            } else {
                terminal.data("%,d lines: %,d changed the list %s, %,d were so already, %,d rejected."
                        .formatted(
                                Json.number(answer, "rows"),
                                Json.number(answer, "changed"),
                                list,
                                Json.number(answer, "unchanged"),
                                Json.number(answer, "rejected")));
            }
            answer.path("warnings").forEach(warning -> terminal.talk(warning.asString("")));
            if (listed > 0) {
                terminal.talk("The rejected lines, with column, value and reason: " + rejectsFile.path());
            }
            return Json.number(answer, "rejected") > 0 ? ExitCode.BAD_INPUT : ExitCode.OK;
        }
    }

    /// What the lists hold about somebody.
    @Command(
            name = "find",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Say whether a number, an email address or a customer_id is on a list, since when and why.",
            footerHeading = "%nExamples:%n",
            footer = "  ./throughline dnc find +12125550142")
    static final class Find implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(index = "0", paramLabel = "WHO", description = "A number, an email address or a customer_id.")
        private String who = "";

        @Override
        public Integer call() {
            JsonNode answer = common.ask("/api/v1/do-not-contact?value=" + encoded(who), Duration.ofSeconds(30));
            var terminal = common.terminal();
            if (common.json) {
                terminal.data(Json.print(answer));
                return ExitCode.OK;
            }
            terminal.data(Json.text(answer, "value") + ": "
                    + (answer.path("listed").asBoolean(false)
                            ? terminal.bad("not to be contacted")
                            : terminal.good("on no list")));
            for (var entry : answer.path("entries")) {
                terminal.data("  " + Json.text(entry, "recordedAt") + "  "
                        + (entry.path("listed").asBoolean(false) ? "put on " : "taken off ")
                        + Json.text(entry, "list") + " by " + Json.text(entry, "recordedBy") + ", "
                        + Json.text(entry, "source") + " line " + Json.number(entry, "line")
                        + (Json.text(entry, "reason").isEmpty() ? "" : ": " + Json.text(entry, "reason")));
            }
            return ExitCode.OK;
        }
    }
}
