package io.throughline.launcher;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
        description = "Show the people of the house, their roles and rights; say who they are, and let them in.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline people",
            "  ./throughline people import people.yaml --as ada",
            "  ./throughline people invite ann --as ada"
        },
        subcommands = {PeopleCommand.Import.class, PeopleCommand.Invite.class, PeopleCommand.SignOut.class})
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

    /// Lets somebody choose a password.
    @Command(
            name = "invite",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Make a link by which somebody chooses a password and signs in. It works once and for a day.",
                "Only an administrator may. Give it to the person yourself; whoever has it first is let in."
            },
            footerHeading = "%nExamples:%n",
            footer = "  ./throughline people invite ann --as ada")
    static final class Invite implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Mixin
        private ActorOption actor = new ActorOption();

        @Parameters(index = "0", paramLabel = "PERSON", description = "Their id.")
        private String person = "";

        @Override
        public Integer call() {
            var invitation = common.body(
                    common.platform().as(actor.person()).post(path(person, "invitation"), Json.object(), PATIENCE));
            var terminal = common.terminal();
            terminal.data(common.json ? Json.print(invitation) : Json.text(invitation, "link"));
            terminal.talk("For " + person + ", once, until " + Json.text(invitation, "until") + ".");
            return ExitCode.OK;
        }
    }

    /// Ends all sessions of somebody.
    @Command(
            name = "sign-out",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Sign somebody out everywhere. Only an administrator may.",
            footerHeading = "%nExamples:%n",
            footer = "  ./throughline people sign-out ann --as ada")
    static final class SignOut implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Mixin
        private ActorOption actor = new ActorOption();

        @Parameters(index = "0", paramLabel = "PERSON", description = "Their id.")
        private String person = "";

        @Override
        public Integer call() {
            var ended = common.body(common.platform().as(actor.person()).delete(path(person, "sessions"), PATIENCE));
            var terminal = common.terminal();
            terminal.data(
                    common.json ? Json.print(ended) : "%,d sessions ended".formatted(Json.number(ended, "sessions")));
            return ExitCode.OK;
        }
    }

    private static String path(String person, String what) {
        return "/api/v1/people/" + URLEncoder.encode(person, StandardCharsets.UTF_8) + "/" + what;
    }
}
