package io.throughline.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Does something to one case or to many, as a person of the house.
@Command(
        name = "act",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Do something to a case, or the same to many, as a person of the house.",
            "",
            "On the path: answer, choose, continue, acknowledge, refuse-words, propose, decline-terms, check, request,",
            "claim, return, hand-over. Approvals: approve, refuse. Off the path, with the right and a reason: override,",
            "correct, reopen, resume, reassign.",
            "",
            "What is beyond the person's right waits for an approval. Exit code 1 when something was refused."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline act choose TL-7K2M-9QX4 --choice settle --as ann",
            "  ./throughline act approve TL-7K2M-9QX4 --as quinn",
            "  ./throughline act answer TL-7K2M-9QX4 --set amount=120.00 --set day=11/20/2026 --as ann",
            "  ./throughline act reassign TL-7K2M-9QX4 TL-1A2B-3C4D --queue leads --reason 'Ann is ill' --as sue"
        })
final class ActCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /// What is put to a step that one has to name, because the case is not there now.
    private static final Set<String> TO_A_STEP = Set.of("override", "reopen", "resume");

    /// May not, has moved on, is no answer.
    private static final Set<Integer> REFUSED = Set.of(403, 409, 422);

    private static final Set<String> WITHOUT_STEP = Set.of("correct", "reassign", "hand-over");

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ActorOption actor = new ActorOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli gives it before anything runs
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ACT", description = "What to do, such as approve.")
    private String act = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "ID", description = "References or ids of cases.")
    private List<String> ids = List.of();

    @Option(
            names = "--step",
            paramLabel = "STEP",
            description = "The step that is answered (default, for one case: where it stands), or where the case goes.")
    private @Nullable String step;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private @Nullable String reason;

    @Option(names = "--choice", paramLabel = "CHOICE", description = "choose: which.")
    private @Nullable String choice;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "answer: a field; check: a line and its evidence; request: a parameter.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--result", paramLabel = "OUTCOME", description = "return: as what.")
    private @Nullable String result;

    @Option(names = "--fact", paramLabel = "NAME", description = "correct: which, such as details.amount.")
    private @Nullable String fact;

    @Option(names = "--value", paramLabel = "VALUE", description = "correct: to what, such as '480.00 USD'.")
    private @Nullable String value;

    @Option(names = "--queue", paramLabel = "QUEUE", description = "reassign: to which.")
    private @Nullable String queue;

    @Option(names = "--person", paramLabel = "PERSON", description = "reassign: to whom.")
    private @Nullable String person;

    @Option(
            names = "--field",
            paramLabel = "NAME=VALUE",
            description = "Anything else that the act takes, such as note=… or date=2026-12-01.")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Override
    public Integer call() {
        var wire = common.platform().as(actor.person());
        return ids.size() == 1 ? one(wire, ids.getFirst()) : many(wire);
    }

    private int one(Wire wire, String id) {
        var request = request(step == null && isAnswer() ? Json.text(common.theCase(id), "step") : step);
        var path = "/api/v1/cases/" + Wire.part(id) + "/acts";
        var reply = wire.post(path, request, PATIENCE);
        if (reply instanceof Wire.Reply.Refused(var status, var rule, var message)
                && REFUSED.contains(status)
                && !rule.startsWith("access.")) {
            throw new CommandFailure(ExitCode.FAILED, message + " (" + rule + ")");
        }
        var done = common.body(reply);
        if (common.json) {
            common.terminal().data(Json.print(done));
        } else {
            common.terminal().data(line(done));
        }
        return ExitCode.OK;
    }

    private int many(Wire wire) {
        if (step == null && isAnswer()) {
            throw wrong("Name the step with --step: the cases may stand on different ones");
        }
        var body = Json.object();
        var cases = body.putArray("cases");
        ids.forEach(cases::add);
        body.set("act", request(step));
        var answer = common.body(wire.post("/api/v1/cases:act", body, PATIENCE));
        if (common.json) {
            common.terminal().data(Json.print(answer));
        } else {
            answer.path("cases").forEach(done -> common.terminal().data(line(done)));
            common.terminal()
                    .data("%,d taken, %,d refused"
                            .formatted(Json.number(answer, "taken"), Json.number(answer, "refused")));
        }
        return Json.number(answer, "refused") == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private boolean isAnswer() {
        return !TO_A_STEP.contains(act) && !WITHOUT_STEP.contains(act);
    }

    private ObjectNode request(@Nullable String at) {
        var request = Json.object().put("act", act);
        var given = new LinkedHashMap<String, @Nullable String>();
        given.put("step", at);
        given.put("reason", reason);
        given.put("choice", choice);
        given.put("result", result);
        given.put("fact", fact);
        given.put("queue", queue);
        given.put("person", person);
        given.forEach((name, text) -> {
            if (text != null) {
                request.put(name, text);
            }
        });
        if (value != null) {
            typed(request, "value", value);
        }
        fields.forEach((name, text) -> typed(request, name, text));
        if (!set.isEmpty() || act.equals("answer")) {
            var values = request.putObject(act.equals("check") ? "evidence" : "values");
            set.forEach((name, text) -> {
                if (act.equals("request")) {
                    typed(values, name, text);
                } else {
                    values.put(name, text);
                }
            });
        }
        return request;
    }

    /// Yes, no and whole numbers as what they are.
    private static void typed(ObjectNode node, String name, String text) {
        if (text.matches("-?\\d{1,18}")) {
            node.put(name, Long.parseLong(text));
        } else if (text.equals("true") || text.equals("false")) {
            node.put(name, Boolean.parseBoolean(text));
        } else {
            node.put(name, text);
        }
    }

    private String line(JsonNode done) {
        var terminal = common.terminal();
        var name = terminal.strong(Json.text(done, "caseId"));
        if (!done.path("ok").asBoolean(false)) {
            return name + "  " + terminal.bad("refused") + "  " + Json.text(done, "message") + " ("
                    + Json.text(done, "rule") + ")";
        }
        var work = done.path("work");
        var stands = switch (Json.text(done, "state")) {
            case "finished" -> "is finished";
            case "exception" -> "is with a person";
            default -> "stands at " + Json.text(done, "step");
        };
        return name + "  " + stands + (work.isObject() ? "; " + waits(work) : "");
    }

    private static String waits(JsonNode work) {
        var who = Json.text(work, "person").isEmpty()
                ? "in queue " + Json.text(work, "queue")
                : "with " + Json.text(work, "person");
        var due = Json.text(work, "dueBy");
        return (Json.text(work, "kind").equals("approval") ? "an approval waits " : "work waits ")
                + who
                + (due.isEmpty() ? "" : " until " + FolderClock.readable(Instant.parse(due)));
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
