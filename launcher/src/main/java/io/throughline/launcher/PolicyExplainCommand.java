package io.throughline.launcher;

import io.throughline.policy.pack.CaseTable;
import io.throughline.policy.pack.Decision;
import io.throughline.policy.pack.Decision.Verdict;
import io.throughline.policy.pack.Explanation;
import io.throughline.policy.pack.Policy;
import io.throughline.policy.pack.PolicyCase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Why not, by which law, and when.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Say of one situation whether it is permitted, why not, by which law, and from when.",
            "The situation is a row of a file of cases, or is told by options; facts are JSON objects",
            "with the names of packs/facts.yaml. What is not told has the value written there."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline policy explain cases.csv FRQ-039",
            "  ./throughline policy explain --actor TPC --channel sms --action send_message --state OH --zip 43215 \\",
            "      --at 2026-06-15T22:00:00-04:00[America/New_York] --params '{\"content\":[\"opt_out\"]}'"
        })
final class PolicyExplainCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "CASES.csv", description = "A file of cases.")
    private @Nullable Path file;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "The case in it.")
    private @Nullable String id;

    @Option(names = "--jurisdiction", paramLabel = "J", defaultValue = "US", description = "US, UK or EU.")
    private String jurisdiction = "US";

    @Option(names = "--actor", paramLabel = "A", description = "TPC, 1P, TM, CE, BA, MER, ORIG, FUR or UKF.")
    private String actor = "";

    @Option(names = "--channel", paramLabel = "C", description = "voice_live, sms, email, letter …")
    private String channel = "";

    @Option(names = "--action", paramLabel = "DO", description = "place_call, send_message, furnish …")
    private String action = "";

    @Option(names = "--at", paramLabel = "INSTANT", description = "2026-06-15T15:00:00-04:00[America/New_York]")
    private String at = "";

    @Option(names = "--state", paramLabel = "ST", description = "State of residence, or GB-ENG, DE …")
    private String state = "";

    @Option(names = "--zip", paramLabel = "ZIP", description = "ZIP of residence.")
    private String zip = "";

    @Option(names = "--area-code", paramLabel = "NPA", description = "Area code of the number.")
    private String areaCode = "";

    @Option(names = "--history", paramLabel = "JSON", defaultValue = "[]", description = "Earlier contacts, a list.")
    private String history = "[]";

    @Option(names = "--consent", paramLabel = "JSON", defaultValue = "{}", description = "What the person agreed to.")
    private String consent = "{}";

    @Option(names = "--account", paramLabel = "JSON", defaultValue = "{}", description = "Facts of person and account.")
    private String account = "{}";

    @Option(names = "--params", paramLabel = "JSON", defaultValue = "{}", description = "Facts of the action.")
    private String params = "{}";

    @Option(names = "--packs", paramLabel = "DIR", description = "Folder of the packs; default: packs/.")
    private @Nullable Path packs;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        var policy = PackFolder.of(packs).read();
        var asked = asked(policy);
        var decision = asked.situation().map(policy::decide).orElseGet(policy::withoutClock);
        var explanation = new Explanation(policy, decision);
        var terminal = output.terminal();
        if (output.json) {
            terminal.data(Json.print(json(decision, explanation)));
        } else {
            var lines = explanation.lines();
            terminal.data(terminal.strong(lines.getFirst()));
            lines.stream().skip(1).forEach(terminal::data);
        }
        return ExitCode.OK;
    }

    private PolicyCase asked(Policy policy) throws IOException {
        if (file != null) {
            return ofFile(policy, file);
        }
        if (actor.isEmpty() || channel.isEmpty() || action.isEmpty() || at.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Give a file of cases and an id, or --actor, --channel, --action and --at. See: policy explain --help");
        }
        var cells = new LinkedHashMap<String, String>();
        cells.put("jurisdiction", jurisdiction);
        cells.put("actor", actor);
        cells.put("channel", channel);
        cells.put("action", action);
        cells.put("at", at);
        cells.put("consumer_state", state);
        cells.put("consumer_zip", zip);
        cells.put("area_code", areaCode);
        cells.put("contact_history", history);
        cells.put("consent_state", consent);
        cells.put("account_flags", account);
        cells.put("action_params", params);
        return only(CaseTable.one(policy, cells, new Understood()));
    }

    private PolicyCase ofFile(Policy policy, Path path) throws IOException {
        var read = CaseTable.read(
                policy, String.valueOf(path.getFileName()), PolicyCheckCommand.text(path), new Understood());
        return read.cases().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "There is no case " + (id == null ? "(give its id)" : id) + " in " + path + "."
                                + read.problems().stream()
                                        .limit(3)
                                        .map(problem -> "\n" + problem)
                                        .reduce("", String::concat)));
    }

    private PolicyCase only(CaseTable.Read read) {
        read.warnings().forEach(warning -> output.terminal().talk("note: " + warning));
        if (!read.problems().isEmpty()) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.join("\n", read.problems()));
        }
        return read.cases().getFirst();
    }

    private static tools.jackson.databind.node.ObjectNode json(Decision decision, Explanation explanation) {
        var answer = Json.object();
        answer.put("decision", decision.word()).put("reason", decision.reason()).put("rule", decision.rule());
        if (decision.verdict() instanceof Verdict.NotBefore(var instant)) {
            answer.put("notBefore", instant.toString());
        }
        var also = answer.putArray("also");
        decision.also().forEach(also::add);
        var results = answer.putArray("results");
        for (var result : decision.results()) {
            var one = results.addObject()
                    .put("rule", result.rule())
                    .put("outcome", result.outcome().words());
            if (result.until() != null) {
                one.put("until", result.until().toString());
            }
            if (!result.missing().isEmpty()) {
                one.put("missing", result.missing());
            }
            if (!result.stands()) {
                one.put("liftedBy", result.liftedBy()).put("liftedAs", result.liftedAs());
            }
        }
        var zones = answer.putArray("zones");
        decision.zones().stream().map(ZoneId::getId).forEach(zones::add);
        answer.put("tzdata", decision.tzdata());
        var packs = answer.putArray("packs");
        decision.packs().forEach(packs::add);
        var text = answer.putArray("text");
        List<String> lines = explanation.lines();
        lines.forEach(text::add);
        return answer;
    }
}
