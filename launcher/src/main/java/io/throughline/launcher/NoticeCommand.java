package io.throughline.launcher;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Documents that the law requires.
@Command(
        name = "notice",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Make documents that the law requires, and bring what they need.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {NoticeCommand.Validation.class, NoticeCommand.Import.class})
final class NoticeCommand {
    private NoticeCommand() {}

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// The validation notice of Regulation F.
    @Command(
            name = "validation",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Make the validation notice of an account (12 CFR 1006.34), as HTML and tagged PDF.",
                "Its figures are reconciled with the balance first; figures that do not add up make no notice.",
                "With --give it is kept word for word, and the validation period runs from it."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  ./throughline notice validation --account AC-40000001 --out notice.pdf",
                "  ./throughline notice validation --account AC-40000001 --language es --out aviso.html",
                "  ./throughline notice validation --account AC-40000001 --give --sent 2026-11-23 --out notice.pdf"
            })
    static final class Validation implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Option(
                names = "--account",
                required = true,
                paramLabel = "ID",
                description = "The account_id of the portfolio.")
        private String account = "";

        @Option(names = "--language", paramLabel = "TAG", description = "en or es (default: the customer's language).")
        private @Nullable String language;

        @Option(names = "--sent", paramLabel = "DAY", description = "The day it is sent (default: today).")
        private @Nullable String sent;

        @Option(names = "--give", description = "Keep it: this is the one that is sent.")
        private boolean give;

        @Option(names = "--out", paramLabel = "FILE", description = "Where it goes: a name that ends in .pdf or .html.")
        private @Nullable Path out;

        @Override
        public Integer call() throws IOException {
            if (out != null && !isKnown(out)) {
                throw new CommandFailure(ExitCode.USAGE, "--out must end in .pdf or .html; \"" + out + "\" does not.");
            }
            var query = new StringJoiner("&", "?", "").setEmptyValue("");
            if (language != null) {
                query.add("language=" + encoded(language));
            }
            if (sent != null) {
                query.add("sent=" + encoded(sent));
            }
            var path = "/api/v1/accounts/" + encoded(account) + "/validation-notice" + query;
            var patience = Duration.ofMinutes(1);
            JsonNode answer = give ? common.tell(path, Json.object(), patience) : common.ask(path, patience);
            if (out != null) {
                Files.write(
                        out,
                        name(out).endsWith(".pdf")
                                ? Base64.getDecoder().decode(Json.text(answer, "pdf"))
                                : Json.text(answer, "html").getBytes(StandardCharsets.UTF_8));
            }
            told(answer);
            return ExitCode.OK;
        }

        private void told(JsonNode answer) {
            var terminal = common.terminal();
            if (common.json) {
                if (answer instanceof ObjectNode all) {
                    all.remove(java.util.List.of("html", "pdf"));
                    if (out != null) {
                        all.put("file", out.toString());
                    }
                }
                terminal.data(Json.print(answer));
                return;
            }
            terminal.data("Validation notice of %s in %s, words of %s."
                    .formatted(account, Json.text(answer, "language"), Json.text(answer, "version")));
            terminal.data((answer.path("given").asBoolean(false) ? "Given on " : "If it is sent on ")
                    + Json.text(answer, "sent") + ", the validation period ends on "
                    + terminal.strong(Json.text(answer, "periodEnd")) + ", that day included.");
            if (out != null) {
                terminal.talk("Written to " + out + (give ? "." : "; nothing was kept. Give it with --give."));
            }
        }

        private static boolean isKnown(Path file) {
            return name(file).endsWith(".pdf") || name(file).endsWith(".html");
        }

        private static String name(Path file) {
            return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        }
    }

    /// Addresses and figures.
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Bring addresses and figures for notices from a CSV file, a line for each account of the portfolio.",
                "Figures that do not come to the account's balance are rejected with the difference (exit code 5).",
                "",
                "Columns: account_id, account_number, address_1, address_2, city, state, postal_code, itemization_basis,",
                "itemization_date, creditor_then, owed, interest, fees, payments, credits"
            })
    static final class Import implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(index = "0", paramLabel = "FILE", description = "The file, CSV or CSV.gz.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND, "There is no readable file " + file + ". Nothing was imported.");
            }
            var source = new PortfolioSource(file, Optional.empty());
            var terminal = common.terminal();
            JsonNode answer = common.body(
                    ImportCommand.streamed(common.platform(), "/api/v1/debts", source, terminal, "importing"));
            var rejects = new RejectsFile(RejectsFile.beside(file));
            int listed = rejects.write(answer.path("rejects"), source, column -> column);
            if (common.json) {
                terminal.data(Json.print(answer));
            } else {
                terminal.data("%,d lines: %,d kept, %,d as they were, %,d rejected."
                        .formatted(
                                Json.number(answer, "rows"),
                                Json.number(answer, "changed"),
                                Json.number(answer, "unchanged"),
                                Json.number(answer, "rejected")));
            }
            if (listed > 0) {
                terminal.talk("The rejected lines, with column, value and reason: " + rejects.path());
            }
            return Json.number(answer, "rejected") > 0 ? ExitCode.BAD_INPUT : ExitCode.OK;
        }
    }
}
