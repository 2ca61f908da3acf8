package io.throughline.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Brings customers and accounts in.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Import a portfolio of customers and accounts from a CSV file.",
            "Good rows are taken; bad ones go to a rejects file with line, column, value and reason (exit code 5). Importing the same file again changes nothing. Plain or gzipped, any length.",
            "",
            "Columns: customer_id, account_id, first_name, last_name, date_of_birth, phone, email, postal_code, language,",
            "sms_consent, email_consent, creditor, original_creditor, currency, balance, due_date, broken_promises, product"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline import portfolio.csv",
            "  ./throughline import card_default_train.csv.gz --map workflows/imports/uci-card-default.yaml"
        })
final class ImportCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofHours(2);

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "The file, CSV or CSV.gz.")
    private Path file = Path.of("");

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description = "How the columns of a foreign file become ours (YAML; see workflows/imports).")
    private @Nullable Path map;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where rejected rows go (default: FILE.rejects.csv).")
    private @Nullable Path rejects;

    @Option(names = "--no-ledger", description = "Do not load the sandbox's ledger with the same accounts.")
    private boolean noLedger;

    @Override
    public Integer call() {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "There is no readable file " + file + ". Nothing was imported.");
        }
        RunFile run = common.running();
        Optional<ColumnMapping> mapping = Optional.ofNullable(map).map(ColumnMapping::read);
        PortfolioSource source = new PortfolioSource(file, mapping);
        Terminal terminal = common.terminal();
        var sandboxUrl = run.urls().get("sandbox");
        boolean loadsLedger = sandboxUrl != null && !noLedger;
        @Nullable JsonNode ledger = null;
        if (loadsLedger && sandboxUrl != null) {
            // First, so that no case can meet an account its system of record has never heard of.
            Wire sandbox = new Wire(sandboxUrl, Optional::empty);
            ledger = common.body(
                    streamed(sandbox, "/ledger/v1/accounts:load", source, terminal, "loading the sandbox's ledger"));
        }
        JsonNode answer = common.body(streamed(common.platform(), "/api/v1/portfolio", source, terminal, "importing"));
        RejectsFile rejectsFile = new RejectsFile(rejects == null ? RejectsFile.beside(file) : rejects);
        int listed = rejectsFile.write(
                answer.path("rejects"),
                source,
                column -> mapping.map(it -> it.sourceOf(column)).orElse(column));
        report(terminal, answer, ledger, rejectsFile, listed);
        return Json.number(answer, "rejected") > 0 ? ExitCode.BAD_INPUT : ExitCode.OK;
    }

    private void report(
            Terminal terminal, JsonNode answer, @Nullable JsonNode ledger, RejectsFile rejectsFile, int listed) {
        long rejected = Json.number(answer, "rejected");
        if (common.json) {
            ObjectNode json = Json.object();
            for (String field : java.util.List.of("rows", "added", "changed", "unchanged", "rejected")) {
                json.put(field, Json.number(answer, field));
            }
            if (listed > 0) {
                json.put("rejectsFile", rejectsFile.path().toString());
            }
            if (ledger != null) {
                json.set("ledger", ledger);
            }
            terminal.data(Json.print(json));
        } else {
            terminal.data("%,d rows: %,d added, %,d changed, %,d as they were, %,d rejected."
                    .formatted(
                            Json.number(answer, "rows"),
                            Json.number(answer, "added"),
                            Json.number(answer, "changed"),
                            Json.number(answer, "unchanged"),
                            rejected));
        }
        if (ledger != null) {
            terminal.talk("The sandbox's ledger has the same accounts now.");
        }
        if (rejected > 0) {
            String all = Json.text(answer, "rejectsFile");
            terminal.talk("The rejected rows, with line, column, value and reason: " + rejectsFile.path()
                    + (rejected > listed && !all.isEmpty()
                            ? " (the first %,d; all of them: %s)".formatted(listed, all)
                            : rejected > listed ? " (the first %,d)".formatted(listed) : ""));
        }
    }

    /// Sends the file while the progress is drawn.
    static Wire.Reply streamed(Wire wire, String path, PortfolioSource source, Terminal terminal, String words) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                Progress progress = new Progress(terminal, InstantSource.system())) {
            CompletableFuture<Wire.Reply> reply = CompletableFuture.supplyAsync(
                    () -> wire.stream(path, "text/csv", source::open, PATIENCE), executor);
            while (true) {
                try {
                    return reply.get(200, TimeUnit.MILLISECONDS);
                } catch (TimeoutException ignored) {
                    progress.show(source.share(), words);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "Interrupted; what was imported stays.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
