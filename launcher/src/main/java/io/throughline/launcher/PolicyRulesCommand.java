package io.throughline.launcher;

import io.throughline.policy.pack.Pack;
import io.throughline.policy.pack.Policy;
import io.throughline.policy.pack.PolicyRule;
import io.throughline.workflow.Nearest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What the rules say, in words.
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "List the rules of the policy packs, or tell one in words with its source and how well that was seen."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./throughline policy rules", "  ./throughline policy rules regf.call-frequency"})
final class PolicyRulesCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "A rule, such as regf.call-frequency.")
    private @Nullable String id;

    @Option(names = "--packs", paramLabel = "DIR", description = "Folder of the packs; default: packs/.")
    private @Nullable Path packs;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        var policy = PackFolder.of(packs).read();
        var terminal = output.terminal();
        var rules = id == null ? policy.rules() : java.util.List.of(rule(policy, id));
        if (output.json) {
            var list = Json.array();
            rules.forEach(rule -> list.add(json(rule)));
            terminal.data(Json.print(list));
        } else if (id == null) {
            policy.packs().forEach(pack -> list(terminal, pack));
        } else {
            tell(terminal, rules.getFirst());
        }
        return ExitCode.OK;
    }

    private static PolicyRule rule(Policy policy, String id) {
        return policy.find(id)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "There is no rule " + id
                                + Nearest.hint(
                                        id,
                                        policy.rules().stream()
                                                .map(PolicyRule::id)
                                                .toList())));
    }

    private static void list(Terminal terminal, Pack pack) {
        terminal.data(terminal.strong(pack.title()) + " (" + pack.file() + ", " + pack.version() + ")");
        terminal.pairs(pack.rules().stream()
                .map(rule -> Map.entry(rule.id(), rule.title() + terminal.quiet(" – " + rule.status())))
                .toList());
        terminal.data("");
    }

    private static void tell(Terminal terminal, PolicyRule rule) {
        terminal.data(terminal.strong(rule.id() + " – " + rule.title()));
        terminal.data(rule.says());
        terminal.data("");
        terminal.pairs(Stream.of(
                        Map.entry("Source", rule.cite()),
                        Map.entry("Seen", rule.status() + (rule.note().isEmpty() ? "" : ": " + rule.note())),
                        Map.entry(
                                "In force",
                                (rule.from() == null ? "with its pack" : "from " + rule.from())
                                        + (rule.to() == null ? "" : " to " + rule.to())),
                        Map.entry("Reasons", String.join(", ", rule.reasons())),
                        Map.entry("Keeps", String.join("; ", rule.evidence())),
                        Map.entry("File", rule.file()))
                .filter(entry -> !entry.getValue().isEmpty())
                .toList());
        for (var line : rule.words()) {
            terminal.data("  " + line);
        }
    }

    private static tools.jackson.databind.node.ObjectNode json(PolicyRule rule) {
        var one = Json.object();
        one.put("id", rule.id())
                .put("title", rule.title())
                .put("says", rule.says())
                .put("cite", rule.cite());
        one.put("status", rule.status()).put("note", rule.note()).put("file", rule.file());
        var clauses = one.putArray("clauses");
        rule.words().forEach(clauses::add);
        return one;
    }
}
