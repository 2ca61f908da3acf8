package io.throughline.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What people of the house need to know.
@Command(
        name = "knowledge",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Bring articles in, search them as an agent does, and see what people looked for in vain.",
            "What an article looks like: docs/knowledge.md."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline knowledge import workflows/knowledge --dry-run --as sue",
            "  ./throughline knowledge import workflows/knowledge --as sue",
            "  ./throughline knowledge step arrears options --as ann",
            "  ./throughline knowledge search \"can they pay in parts?\" --workflow arrears --as ann",
            "  ./throughline knowledge gaps --as sue"
        },
        subcommands = {
            KnowledgeCommand.Import.class,
            KnowledgeCommand.Step.class,
            KnowledgeCommand.Search.class,
            KnowledgeCommand.Gaps.class
        })
final class KnowledgeCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ALL = "/api/desk/knowledge";

    /// What belongs to a step, unasked.
    @Command(
            name = "step",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "The articles that belong to a step, as its agent has them without asking.")
    static final class Step implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Mixin
        private ActorOption actor = new ActorOption();

        @Parameters(index = "0", paramLabel = "WORKFLOW", description = "The name of the workflow.")
        private String workflow = "";

        @Parameters(index = "1", paramLabel = "STEP", description = "The name of the step, or of an exception.")
        private String step = "";

        @Override
        public Integer call() {
            var path = ALL + "?workflow=" + Wire.part(workflow) + "&step=" + Wire.part(step);
            var needed = common.body(common.platform().as(actor.person()).get(path, PATIENCE));
            var terminal = common.terminal();
            if (common.json) {
                terminal.data(Json.print(needed));
            } else if (needed.path("articles").isEmpty()) {
                terminal.data("No article belongs here. One that does says steps: [" + workflow + "/" + step + "].");
            } else {
                needed.path("articles").forEach(article -> terminal.data(line(terminal, article)));
            }
            return ExitCode.OK;
        }
    }

    private static String line(Terminal terminal, JsonNode article) {
        return terminal.strong(Json.text(article, "id")) + "  " + Json.text(article, "title") + "  "
                + terminal.quiet(Json.text(article, "version"));
    }

    /// Brings articles in.
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Bring in all articles (*.md) of a folder. What says something else than before gets a new version. When",
                "anything is wrong, all of it is told and nothing is brought in."
            })
    static final class Import implements Callable<Integer> {
        /// Of a request, in bytes of its files; the platform takes a megabyte.
        private static final int LARGEST = 600_000;

        @Mixin
        private CommonOptions common = new CommonOptions();

        @Mixin
        private ActorOption actor = new ActorOption();

        @Parameters(index = "0", paramLabel = "DIR", description = "The folder, or one file.")
        private Path dir = Path.of("");

        @Option(names = "--dry-run", description = "Say what would happen, and do nothing.")
        private boolean isTrial;

        @Override
        public Integer call() throws IOException {
            var batches = batches(files());
            var trial = sent(batches, true);
            if (!trial.path("findings").isEmpty()) {
                return refused(trial);
            }
            return told(isTrial ? trial : sent(batches, false));
        }

        private List<Path> files() throws IOException {
            if (!Files.exists(dir)) {
                throw new CommandFailure(ExitCode.NOT_FOUND, "There is no " + dir);
            }
            try (var all = Files.walk(dir)) {
                var files = all.filter(file -> file.toString().endsWith(".md"))
                        .sorted()
                        .toList();
                if (files.isEmpty()) {
                    throw new CommandFailure(ExitCode.NOT_FOUND, "There is no article (*.md) in " + dir);
                }
                return files;
            }
        }

        private static List<ObjectNode> batches(List<Path> files) throws IOException {
            var batches = new ArrayList<ObjectNode>();
            int size = LARGEST;
            for (var file : files) {
                var text = Files.readString(file);
                int bytes = text.getBytes(StandardCharsets.UTF_8).length;
                if (size + bytes > LARGEST) {
                    var batch = Json.object();
                    batch.putArray("files");
                    batches.add(batch);
                    size = 0;
                }
                size += bytes;
                batches.getLast()
                        .withArray("files")
                        .addObject()
                        .put("name", file.toString())
                        .put("text", text);
            }
            return batches;
        }

        /// The sum of the answers.
        private ObjectNode sent(List<ObjectNode> batches, boolean trial) {
            var sum = Json.object();
            var findings = sum.putArray("findings");
            var platform = common.platform().as(actor.person());
            for (var batch : batches) {
                var answer = common.body(platform.post(ALL + "/articles", batch.put("dryRun", trial), PATIENCE));
                for (var count : List.of("articles", "added", "changed", "unchanged")) {
                    sum.put(count, Json.number(sum, count) + Json.number(answer, count));
                }
                answer.path("findings").forEach(findings::add);
                sum.set("missing", answer.path("missing"));
            }
            return sum.put("dryRun", trial);
        }

        private int refused(JsonNode trial) {
            var terminal = common.terminal();
            if (common.json) {
                terminal.data(Json.print(trial));
            } else {
                trial.path("findings")
                        .forEach(finding -> terminal.data(terminal.strong(Json.text(finding, "file") + ":"
                                        + Json.number(finding, "line") + ":" + Json.number(finding, "column"))
                                + "  " + terminal.bad("error") + "  " + Json.text(finding, "message")));
                terminal.data("%,d findings; nothing was brought in."
                        .formatted(trial.path("findings").size()));
            }
            return ExitCode.BAD_INPUT;
        }

        private int told(JsonNode taken) {
            var terminal = common.terminal();
            if (common.json) {
                terminal.data(Json.print(taken));
                return ExitCode.OK;
            }
            terminal.data("%,d articles: %,d new, %,d changed, %,d as before%s"
                    .formatted(
                            Json.number(taken, "articles"),
                            Json.number(taken, "added"),
                            Json.number(taken, "changed"),
                            Json.number(taken, "unchanged"),
                            isTrial ? "; nothing was brought in yet" : ""));
            taken.path("missing")
                    .forEach(name -> terminal.data(
                            terminal.warning("a guide names an article that there is not: " + name.asString(""))));
            return ExitCode.OK;
        }
    }

    /// Searches as an agent does.
    @Command(
            name = "search",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Search articles by words and by meaning, as somebody of the house sees them.")
    static final class Search implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Mixin
        private ActorOption actor = new ActorOption();

        @Parameters(index = "0", paramLabel = "WORDS", description = "A question, or words.")
        private String words = "";

        @Option(names = "--workflow", paramLabel = "NAME", description = "For which workflow, and its purpose.")
        private @Nullable String workflow;

        @Option(names = "--limit", paramLabel = "N", description = "Results at most (default: ${DEFAULT-VALUE}).")
        private int limit = 10;

        @Override
        public Integer call() {
            var ask = Json.object().put("query", words).put("limit", limit);
            if (workflow != null) {
                ask.put("workflow", workflow);
            }
            var found = common.body(common.platform().as(actor.person()).post(ALL + "/search", ask, PATIENCE));
            var terminal = common.terminal();
            if (common.json) {
                terminal.data(Json.print(found));
                return ExitCode.OK;
            }
            if (found.path("results").isEmpty()) {
                terminal.data("Nothing is about this. It is on the list of gaps now: throughline knowledge gaps");
            }
            found.path("results").forEach(result -> {
                terminal.data(line(terminal, result));
                terminal.data("    " + excerpt(Json.text(result, "excerpt")));
            });
            if (!found.path("byMeaning").asBoolean(false)) {
                terminal.talk("by words alone: the model has not read all articles yet, or there is none");
            }
            return ExitCode.OK;
        }

        private static String excerpt(String passage) {
            int longest = 160;
            var line = passage.substring(passage.indexOf('\n') + 1)
                    .replaceAll("\\s+", " ")
                    .strip();
            return line.length() > longest ? line.substring(0, longest) + "…" : line;
        }
    }

    /// Where articles are missing.
    @Command(
            name = "gaps",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "What people looked for and did not find, and which articles did not help, most often first.")
    static final class Gaps implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Mixin
        private ActorOption actor = new ActorOption();

        @Option(names = "--days", paramLabel = "N", description = "Of how many days (default: ${DEFAULT-VALUE}).")
        private int days = 30;

        @Override
        public Integer call() {
            var gaps = common.body(common.platform().as(actor.person()).get(ALL + "/gaps?days=" + days, PATIENCE));
            var terminal = common.terminal();
            if (common.json) {
                terminal.data(Json.print(gaps));
                return ExitCode.OK;
            }
            if (gaps.path("asked").isEmpty() && gaps.path("unhelpful").isEmpty()) {
                terminal.data("No gaps in the last %,d days.".formatted(days));
            }
            gaps.path("asked")
                    .forEach(gap -> terminal.data("%,6d  %s  %s"
                            .formatted(
                                    Json.number(gap, "count"),
                                    terminal.strong(examples(gap, "examples")),
                                    terminal.quiet("%,d found nothing, %,d opened nothing, last %s"
                                            .formatted(
                                                    Json.number(gap, "nothingFound"),
                                                    Json.number(gap, "nothingOpened"),
                                                    Json.text(gap, "last"))))));
            gaps.path("unhelpful")
                    .forEach(gap -> terminal.data("%,6d  %s  %s"
                            .formatted(
                                    Json.number(gap, "count"),
                                    terminal.strong(Json.text(gap, "article")),
                                    terminal.quiet("did not help, of %,d showings, last %s%s"
                                            .formatted(
                                                    Json.number(gap, "shown"),
                                                    Json.text(gap, "last"),
                                                    gap.path("notes").isEmpty()
                                                            ? ""
                                                            : ": " + examples(gap, "notes"))))));
            return ExitCode.OK;
        }

        private static String examples(JsonNode gap, String field) {
            var all = new ArrayList<String>();
            gap.path(field).forEach(one -> all.add("“" + one.asString("") + "”"));
            return String.join(", ", all);
        }
    }
}
