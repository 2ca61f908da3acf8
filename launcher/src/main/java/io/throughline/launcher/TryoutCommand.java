package io.throughline.launcher;

import io.throughline.tryouts.Result;
import io.throughline.tryouts.Tryout;
import io.throughline.tryouts.TryoutFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// Foreign work, played through the engine.
@Command(
        name = "tryout",
        mixinStandardHelpOptions = true,
        description = "Play foreign work through the engine.",
        subcommands = TryoutCommand.Tau2.class)
final class TryoutCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli gives it before anything runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to play: tryout tau2");
    }

    /// The service domains of tau2-bench.
    @Command(
            name = "tau2",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Play the tasks of a tau2-bench service domain through its definition, policy pack and record operations.",
                "Every task's calls are made at the definition's desk, confirmed and written by its steps; results and records are then compared with what is given. A measurement: exit code 0 says that it ran."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  ./throughline tryout tau2 --domain airline --data ../shared/data/tau2/airline \\",
                "    --tasks ../shared/data/tau2/airline/tasks_train.jsonl --gold ../shared/data/tau2/airline/gold_train.jsonl.gz",
                "  ./throughline tryout tau2 … --json | jq '.tasks[] | select(.ok | not)'"
            })
    static final class Tau2 implements Callable<Integer> {
        @Option(names = "--domain", required = true, paramLabel = "NAME", description = "retail or airline.")
        private String domain = "";

        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "Folder with the domain's data base, db.json or db.json.gz.")
        private Path data = Path.of("");

        @Option(names = "--tasks", required = true, paramLabel = "FILE", description = "Tasks, one a line.")
        private Path tasks = Path.of("");

        @Option(
                names = "--gold",
                required = true,
                paramLabel = "FILE",
                description = "What should come of each task, one a line; read only when it is over.")
        private Path gold = Path.of("");

        @Option(
                names = "--refusals",
                paramLabel = "FILE",
                description = "Sequences with calls that must be refused, one a line.")
        private @Nullable Path refusals;

        @Mixin
        private OutputOptions output = new OutputOptions();

        @Override
        public Integer call() {
            Terminal terminal = output.terminal();
            try {
                Tryout tryout = Tryout.of(Home.find().path().resolve("workflows/tryouts"), domain, data);
                List<Result> done = tryout.tasks(tasks, gold, _ -> {});
                List<Result> refused = refusals == null ? List.of() : tryout.refusals(refusals, _ -> {});
                if (output.json) {
                    terminal.data(Json.print(answer(done, refused)));
                } else {
                    tell(terminal, done, refused);
                }
                return ExitCode.OK;
            } catch (TryoutFailure failure) {
                throw new CommandFailure(ExitCode.BAD_INPUT, String.valueOf(failure.getMessage()), failure);
            }
        }

        private ObjectNode answer(List<Result> done, List<Result> refused) {
            ObjectNode answer = Json.object();
            answer.put("domain", domain);
            list(answer, "tasks", done, false);
            totals(answer, done);
            answer.put(
                    "exactRecords", done.stream().filter(Result::exactRecords).count());
            if (refusals != null) {
                ObjectNode part = answer.putObject("refusals");
                list(part, "sequences", refused, true);
                totals(part, refused);
            }
            return answer;
        }

        private static void totals(ObjectNode node, List<Result> results) {
            long passed = results.stream().filter(Result::ok).count();
            node.put("passed", passed);
            node.put("failed", results.size() - passed);
        }

        private static void list(ObjectNode node, String name, List<Result> results, boolean withCalls) {
            var list = node.putArray(name);
            for (Result result : results) {
                ObjectNode one = list.addObject();
                one.put("id", result.id());
                one.put("ok", result.ok());
                one.put("why", result.why());
                if (withCalls) {
                    var calls = one.putArray("calls");
                    for (var call : result.calls()) {
                        ObjectNode told = calls.addObject();
                        told.put("id", call.id());
                        told.put("operation", call.operation());
                        told.put("refusedBy", call.refusedBy());
                        told.put("reason", call.reason());
                    }
                }
            }
        }

        private void tell(Terminal terminal, List<Result> done, List<Result> refused) {
            for (Result result : done) {
                if (!result.ok()) {
                    terminal.data(terminal.bad("not as given") + "  " + result.id() + "  " + result.why());
                }
            }
            long passed = done.stream().filter(Result::ok).count();
            terminal.data("%s: %,d of %,d tasks end as given; the records are exact in %,d."
                    .formatted(
                            domain,
                            passed,
                            done.size(),
                            done.stream().filter(Result::exactRecords).count()));
            if (refusals != null) {
                for (Result result : refused) {
                    for (var call : result.calls()) {
                        if (!call.refusedBy().isEmpty()) {
                            terminal.data("refused  " + result.id() + "  " + call.operation() + "  " + call.refusedBy()
                                    + ": " + call.reason());
                        }
                    }
                    if (!result.ok()) {
                        terminal.data(terminal.bad("not as given") + "  " + result.id() + "  " + result.why());
                    }
                }
                terminal.data("%,d of %,d sequences are refused where they must be, and nowhere else."
                        .formatted(refused.stream().filter(Result::ok).count(), refused.size()));
            }
        }
    }
}
