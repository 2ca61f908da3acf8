package io.throughline.launcher;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What people wrote, and the decisions about it that only a person can make.
@Command(
        name = "replies",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Show what people wrote that waits for a person, the oldest first: nothing is sent to them until it is",
            "decided. Also decide it, and heed a transcript or a chat."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline replies",
            "  ./throughline replies --which no-case",
            "  ./throughline replies decide 17 stop-sms --reason \"she means the texts\" --as sue",
            "  ./throughline replies decide 18 stop-time --hours 12:00-20:00 --reason \"works mornings\" --as sue",
            "  ./throughline replies decide 19 none --reason \"he asks about the autopay\" --as sue",
            "  ./throughline replies end 20 dispute --reason \"verification sent on 3 Dec\" --as sue",
            "  ./throughline replies take C-0000001 call.txt --channel call --source \"call of 22 Nov, 10:31\" --as ana"
        },
        subcommands = {RepliesCommand.Decide.class, RepliesCommand.End.class, RepliesCommand.Take.class})
final class RepliesCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ALL = "/api/v1/replies";
    private static final int SHOWN = 100;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--which",
            paramLabel = "WHICH",
            defaultValue = "open",
            description = "open: waits for a person (default); all; no-case: belongs to no case.")
    private String which = "open";

    @Option(names = "--most", paramLabel = "N", defaultValue = "100", description = "How many (default: 100).")
    private int most = 100;

    @Override
    public Integer call() {
        var replies = common.ask(ALL + "?which=" + Wire.part(which) + "&most=" + most, PATIENCE);
        var terminal = common.terminal();
        if (common.json) {
            terminal.data(Json.print(replies));
        } else if (replies.isEmpty()) {
            terminal.data(which.equals("open") ? "Nothing waits for a person." : "Nobody has written.");
        } else {
            replies.forEach(reply -> show(terminal, reply));
        }
        return ExitCode.OK;
    }

    private static void show(Terminal terminal, JsonNode reply) {
        var words = Json.text(reply, "words").replaceAll("\\s+", " ").strip();
        terminal.data("%s  %s  %s %s  %s"
                .formatted(
                        terminal.strong(String.valueOf(Json.number(reply, "id"))),
                        Json.text(reply, "at"),
                        Json.text(reply, "channel"),
                        reply.path("person").isString() ? Json.text(reply, "person") : Json.text(reply, "address"),
                        Json.text(reply, "labels")));
        terminal.data("    " + (words.length() <= SHOWN ? words : words.substring(0, SHOWN - 1) + "…"));
        if (reply.path("waiting").isNumber()) {
            terminal.data("    "
                    + terminal.warning("waits " + age(reply.path("waiting").asLong())) + ": "
                    + Json.text(reply, "why"));
        }
        var decided = reply.path("decided");
        if (decided.isObject()) {
            terminal.data("    " + Json.text(decided, "labels") + ", by " + Json.text(decided, "by") + " at "
                    + Json.text(decided, "at") + ": " + Json.text(decided, "reason"));
        }
        reply.path("told").forEach(one -> terminal.data("    holds: " + one.asString()));
    }

    private static String age(long seconds) {
        var age = Duration.ofSeconds(seconds);
        return age.toDays() > 0
                ? age.toDays() + " d " + age.toHoursPart() + " h"
                : age.toHours() > 0 ? age.toHours() + " h " + age.toMinutesPart() + " min" : age.toMinutes() + " min";
    }

    private static int told(CommonOptions common, JsonNode reply) {
        var terminal = common.terminal();
        if (common.json) {
            terminal.data(Json.print(reply));
        } else {
            show(terminal, reply);
        }
        return ExitCode.OK;
    }

    /// What somebody of the house says of a reply.
    private abstract static class OfReply implements Callable<Integer> {
        private final String act;

        @Mixin
        private CommonOptions common = new CommonOptions();

        @Mixin
        private ActorOption actor = new ActorOption();

        @Parameters(index = "0", paramLabel = "ID", description = "Its number in the list.")
        private long id;

        @Parameters(
                index = "1",
                paramLabel = "LABELS",
                description = "Such as dispute, stop-sms|attorney (docs/understanding.md), or none.")
        private String labels = "";

        @Option(names = "--reason", paramLabel = "WHY", required = true, description = "Why; it is kept.")
        private String reason = "";

        OfReply(String act) {
            this.act = act;
        }

        /// What the request says beside labels and reason.
        void say(ObjectNode request) {}

        @Override
        public final Integer call() {
            var request = Json.object().put("labels", labels).put("reason", reason);
            say(request);
            var path = ALL + "/" + id + "/" + act;
            return told(common, common.body(common.platform().as(actor.person()).post(path, request, PATIENCE)));
        }
    }

    @Command(
            name = "decide",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Say what a reply means. It holds, and the hold on the person ends, when the command returns.",
                "Needs the right decide-replies."
            })
    static final class Decide extends OfReply {
        @Option(
                names = "--hours",
                paramLabel = "HOURS",
                description = "For stop-time: when they may be reached, such as \"mon-fri 12:00-20:00\".")
        private @Nullable String hours;

        @Option(
                names = "--person",
                paramLabel = "PERSON",
                description = "The customer_id whose words they are, where nobody is known at the address.")
        private @Nullable String person;

        Decide() {
            super("decision");
        }

        @Override
        void say(ObjectNode request) {
            if (hours != null) {
                request.put("hours", hours);
            }
            if (person != null) {
                request.put("person", person);
            }
        }
    }

    @Command(
            name = "end",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "End what a reply told us of its writer: a dispute that was answered, a lawyer who has withdrawn. What was",
                "said stays on record; what waited for it asks again. Needs the right decide-replies."
            })
    static final class End extends OfReply {
        End() {
            super("end");
        }
    }

    @Command(
            name = "take",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Heed what a person said elsewhere: a call's transcript, a chat, a letter that was typed.")
    static final class Take implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Mixin
        private ActorOption actor = new ActorOption();

        @Parameters(index = "0", paramLabel = "PERSON", description = "The customer_id of the portfolio.")
        private String person = "";

        @Parameters(
                index = "1",
                paramLabel = "FILE",
                description = "The words; in a transcript with turns such as \"Agent:\" and \"Customer:\".")
        private Path file = Path.of("");

        @Option(
                names = "--channel",
                paramLabel = "CHANNEL",
                required = true,
                description = "call, chat, sms or email: how it was said.")
        private String channel = "";

        @Option(names = "--source", paramLabel = "SOURCE", required = true, description = "How we know: which call.")
        private String source = "";

        @Option(names = "--at", paramLabel = "TIME", description = "When it was said, such as 2026-11-22T15:31:00Z.")
        private @Nullable String at;

        @Override
        public Integer call() throws IOException {
            var request = Json.object()
                    .put("person", person)
                    .put("channel", channel)
                    .put("text", text())
                    .put("source", source);
            if (at != null) {
                request.put("at", at);
            }
            return told(common, common.body(common.platform().as(actor.person()).post(ALL, request, PATIENCE)));
        }

        private String text() throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new CommandFailure(ExitCode.NOT_FOUND, "There is no file " + file);
            }
            try {
                return Files.readString(file);
            } catch (CharacterCodingException e) {
                throw new CommandFailure(ExitCode.BAD_INPUT, file + " is not text in UTF-8.", e);
            }
        }
    }
}
