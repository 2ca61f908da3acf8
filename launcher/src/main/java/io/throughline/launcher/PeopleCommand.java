package io.throughline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// The people of the house and what they may.
@Command(
        name = "people",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Show the people of the house, their roles and rights; or say who they are: people import.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./throughline people", "  ./throughline people import people.yaml --as ada"},
        subcommands = PeopleCommand.Import.class)
final class PeopleCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        var people = common.ask("/api/v1/people", PATIENCE);
        var terminal = common.terminal();
        if (common.json) {
            terminal.data(Json.print(people));
        } else if (people.isEmpty()) {
            terminal.data(
                    "Nobody yet, so nobody may do anything to a case. Write a list (docs/people.md) and import it.");
        } else {
            people.forEach(person -> terminal.data(line(terminal, person)));
        }
        return ExitCode.OK;
    }

    private static String line(Terminal terminal, JsonNode person) {
        var rights = new ArrayList<String>();
        person.path("rights").properties().forEach(right -> rights.add(right.getKey() + limit(right.getValue())));
        var skills = new ArrayList<String>();
        person.path("skills").forEach(skill -> skills.add(skill.asString("")));
        return terminal.strong(Json.text(person, "id")) + "  " + Json.text(person, "name") + ", "
                + Json.text(person, "role")
                + (rights.isEmpty() ? "" : "; may " + String.join(", ", rights))
                + (skills.isEmpty() ? "" : "; knows " + String.join(", ", skills));
    }

    private static String limit(JsonNode limit) {
        var upTo = limit.path("upTo");
        var words = new ArrayList<String>();
        if (upTo.isObject()) {
            words.add("up to " + new Money(Json.number(upTo, "minor"), Json.text(upTo, "currency")));
        }
        if (limit.has("percent")) {
            words.add("up to " + Json.number(limit, "percent") + " %");
        }
        return words.isEmpty() ? "" : " " + String.join(" and ", words);
    }

    /// Makes a list the people of the house.
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Make a list the people of the house. It is the whole list: who is not in it may nothing from then on.",
                "Only an administrator may, and not over their own entry; in an empty house the list's first one."
            },
            footerHeading = "%nExamples:%n",
            footer = "  ./throughline people import people.yaml --as ada")
    static final class Import implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Mixin
        private ActorOption actor = new ActorOption();

        @Parameters(index = "0", paramLabel = "FILE", description = "A list of people (YAML).")
        private Path file = Path.of("");

        @Override
        public Integer call() throws IOException {
            if (!Files.isReadable(file)) {
                throw new CommandFailure(ExitCode.NOT_FOUND, "There is no file " + file);
            }
            var kept = common.body(common.platform()
                    .as(actor.person())
                    .put("/api/v1/people", "application/yaml", Files.readString(file), PATIENCE));
            var terminal = common.terminal();
            if (common.json) {
                terminal.data(Json.print(kept));
            } else {
                terminal.data("%,d people: %,d new, %,d changed, %,d gone"
                        .formatted(
                                Json.number(kept, "people"),
                                Json.number(kept, "added"),
                                Json.number(kept, "changed"),
                                Json.number(kept, "removed")));
                kept.path("warnings").forEach(warning -> terminal.data(terminal.warning(warning.asString(""))));
            }
            return ExitCode.OK;
        }
    }
}
