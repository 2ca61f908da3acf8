package io.throughline.tryouts;

import io.throughline.records.Records;
import io.throughline.tryouts.Conversation.Answer;
import io.throughline.tryouts.Result.CallResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Plays the tasks of a foreign domain through the engine and compares what became of it with what
/// is given. What is given as right is read only after a conversation is over.
public final class Tryout {
    private final Domain domain;
    private final Records records;

    private Tryout(Domain domain, Records records) {
        this.domain = domain;
        this.records = records;
    }

    /// @param tryouts the folder `workflows/tryouts`
    /// @param data the folder with the domain's `db.json` or `db.json.gz`, or the one above it
    /// @throws TryoutFailure if anything of it cannot be used
    public static Tryout of(Path tryouts, String domain, Path data) {
        return of(Domain.read(tryouts, domain), data);
    }

    static Tryout of(Domain domain, Path data) {
        for (var folder : List.of(data, data.resolve(domain.replay().domain()))) {
            for (var name : List.of("db.json", "db.json.gz")) {
                var file = folder.resolve(name);
                if (Files.isRegularFile(file)) {
                    if (JsonFiles.value(JsonFiles.read(file)) instanceof Map<?, ?> collections) {
                        return new Tryout(domain, Records.of(named(collections)));
                    }
                    throw new TryoutFailure(file + " must be an object of collections");
                }
            }
        }
        throw new TryoutFailure("There is no db.json and no db.json.gz in " + data);
    }

    private static Map<String, Object> named(Map<?, ?> collections) {
        var named = new HashMap<String, Object>();
        collections.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    /// Plays every task of a file and compares it with the line of the same id in `gold`.
    public List<Result> tasks(Path tasks, Path gold, Consumer<Result> each) {
        var given = new HashMap<String, JsonNode>();
        JsonFiles.lines(gold).forEach(line -> given.put(line.path("id").asString(""), line));
        var results = new ArrayList<Result>();
        for (var line : JsonFiles.lines(tasks)) {
            var sequence = Sequence.of(line);
            var played = play(sequence);
            var right = given.get(sequence.id());
            var result = right == null
                    ? new Result(
                            sequence.id(), false, "there is no line with this id in " + gold, false, played.calls())
                    : compare(sequence, played, right.path("trace"), right.path("db_diff"));
            results.add(result);
            each.accept(result);
        }
        return results;
    }

    /// Plays every sequence of a file of refusals: what it says must be refused is refused, by the
    /// rule it names if it names one, and everything else goes through.
    public List<Result> refusals(Path file, Consumer<Result> each) {
        var results = new ArrayList<Result>();
        for (var line : JsonFiles.lines(file)) {
            var sequence = Sequence.of(line);
            var result = compare(sequence, play(sequence), line.path("expected_trace"), line.path("expected_db_diff"));
            results.add(result);
            each.accept(result);
        }
        return results;
    }

    /// @param conversation with the records as they ended
    private record Played(Conversation conversation, List<Answer> answers, List<CallResult> calls) {}

    private Played play(Sequence sequence) {
        var conversation = new Conversation(domain, records, sequence.customer(), sequence.id());
        var answers = new ArrayList<Answer>();
        var calls = new ArrayList<CallResult>();
        for (var action : sequence.actions()) {
            var answer = conversation.act(action);
            answers.add(answer);
            calls.add(
                    switch (answer) {
                        case Answer.Given _ -> new CallResult(action.id(), action.tool(), "", "");
                        case Answer.Refused(var rule, var reason) ->
                            new CallResult(action.id(), action.tool(), rule, reason);
                    });
        }
        conversation.close();
        return new Played(conversation, answers, calls);
    }

    private Result compare(Sequence sequence, Played played, JsonNode trace, JsonNode difference) {
        var wrong = new ArrayList<String>();
        var expected = Sequence.byAction(trace);
        for (int i = 0; i < sequence.actions().size(); i++) {
            var action = sequence.actions().get(i);
            var fault = fault(played.answers().get(i), expected.getOrDefault(action.id(), MissingNode.getInstance()));
            if (fault != null) {
                wrong.add(action.tool() + " (" + action.id() + ") " + fault);
            }
        }
        // without a given difference nothing can be said of the records, unless nothing may have happened at all
        boolean comparable = !difference.isMissingNode()
                || expected.values().stream().noneMatch(one -> one.path("ok").asBoolean(false));
        List<String> places = comparable
                ? Expectation.differences(
                        Expectation.after(records, difference).all(),
                        played.conversation().records().all())
                : List.of();
        if (!places.isEmpty()) {
            wrong.add("records: " + String.join("; ", places.subList(0, Math.min(3, places.size())))
                    + (places.size() > 3 ? "; and " + (places.size() - 3) + " more" : ""));
        }
        return new Result(sequence.id(), wrong.isEmpty(), String.join(" | ", wrong), places.isEmpty(), played.calls());
    }

    /// What is wrong with the fate of a call, if anything.
    private static @Nullable String fault(Answer answer, JsonNode expected) {
        if (!expected.path("ok").isBoolean()) {
            return "has nothing given to compare with";
        }
        boolean goesThrough = expected.path("ok").asBoolean();
        return switch (answer) {
            case Answer.Refused(var rule, var reason)
            when goesThrough -> "was refused by " + rule + ": " + reason + "; it is given as right";
            case Answer.Given _ when !goesThrough -> "went through; it is given as wrong";
            case Answer.Refused(var rule, var _) -> {
                var named = expected.path("rule").asString(rule);
                yield named.equals(rule) ? null : "was refused by " + rule + " instead of " + named;
            }
            case Answer.Given(var result) -> different(expected.path("result"), result);
        };
    }

    private static @Nullable String different(JsonNode expected, Object result) {
        if (expected.isMissingNode()) {
            return null;
        }
        var actual = Records.plain(result);
        var places = Expectation.differences(JsonFiles.value(JsonFiles.parsed(expected)), actual);
        return places.isEmpty() || JsonFiles.value(expected).equals(actual)
                ? null
                : "gave another result: " + places.getFirst().strip();
    }
}
