package io.throughline.launcher;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// A person's consent: shown with the words it came from, and written down.
@Command(
        name = "consent",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Show how a person's consent stands and every entry of the ledger it comes from,",
            "with the words used, the source and the time; or write down what they said.",
            "What is written holds before the command returns, and is never changed:",
            "a mistake is put right by a further entry."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline consent C-0000001",
            "  ./throughline consent C-0000001 --stop sms --words \"don't text me\" --source \"call of 22 Nov, 10:31\"",
            "  ./throughline consent C-0000001 --give email --basis written --words \"...\" --source \"form 7, page 2\"",
            "  ./throughline consent C-0000001 --prefer-hours \"mon-fri 17:00-20:00\" --source \"letter of 20 Nov\"",
            "  ./throughline consent C-0000001 --json | jq '.history[]'"
        })
final class ConsentCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "PERSON", description = "The customer_id of the portfolio.")
    private String person = "";

    @ArgGroup
    private @Nullable Entry entry;

    /// What is written down: one thing at a time.
    static final class Entry {
        @Option(
                names = "--give",
                paramLabel = "MEDIUM",
                description = "They consented: sms, email, voice, voice-auto ...")
        private @Nullable String give;

        @Option(names = "--stop", paramLabel = "MEDIUM", description = "They want no more of it; all: nothing at all.")
        private @Nullable String stop;

        @Option(names = "--resume", paramLabel = "MEDIUM", description = "They take a stop back.")
        private @Nullable String resume;

        @Option(names = "--prefer-channel", paramLabel = "MEDIUM", description = "How they would rather be reached.")
        private @Nullable String channel;

        @Option(
                names = "--prefer-hours",
                paramLabel = "HOURS",
                description = "When they may be reached, such as 09:00-12:00 or \"mon-fri 17:00-20:00\".")
        private @Nullable String hours;

        @Option(names = "--prefer-language", paramLabel = "TAG", description = "Their language, such as es.")
        private @Nullable String language;

        @Option(
                names = "--is-at",
                paramLabel = "ZONE",
                description = "Where they are: a zone, such as \"Pacific/Honolulu until 2026-12-20\".")
        private @Nullable String place;

        /// The request's `kind`, and `medium` or `value`.
        Map<String, String> fields() {
            var fields = new LinkedHashMap<String, String>();
            put(fields, "given", "medium", give);
            put(fields, "stop", "medium", stop);
            put(fields, "start", "medium", resume);
            put(fields, "prefers-channel", "value", channel);
            put(fields, "prefers-hours", "value", hours);
            put(fields, "prefers-language", "value", language);
            put(fields, "is-at", "value", place);
            if ("all".equals(stop)) {
                fields.put("kind", "stop-all");
                fields.remove("medium");
            }
            return fields;
        }

        private static void put(Map<String, String> fields, String kind, String field, @Nullable String value) {
            if (value != null) {
                fields.put("kind", kind);
                fields.put(field, value);
            }
        }
    }

    @Option(names = "--address", paramLabel = "ADDRESS", description = "Only this number or email address.")
    private @Nullable String address;

    @Option(names = "--purpose", paramLabel = "PURPOSE", description = "Only this purpose, such as debt-collection.")
    private @Nullable String purpose;

    @Option(
            names = "--basis",
            paramLabel = "BASIS",
            description =
                    "Of consent: express, written, oral, used-by-consumer, creditor-supplied, number-provided-only.")
    private @Nullable String basis;

    @Option(names = "--words", paramLabel = "WORDS", description = "What they said or wrote, word for word.")
    private @Nullable String words;

    @Option(names = "--source", paramLabel = "SOURCE", description = "How we know: the call, the letter, the form.")
    private @Nullable String source;

    @Option(names = "--at", paramLabel = "TIME", description = "When they said it, such as 2026-11-22T15:31:00Z.")
    private @Nullable String at;

    @Option(names = "--by", paramLabel = "NAME", description = "Who writes it down (default: you).")
    private String by = System.getProperty("user.name", "unknown");

    @Override
    public Integer call() {
        var path = "/api/v1/customers/" + Wire.part(person) + "/consent";
        JsonNode answer = entry == null ? common.ask(path, PATIENCE) : common.tell(path, request(entry), PATIENCE);
        Terminal terminal = common.terminal();
        if (common.json) {
            terminal.data(Json.print(answer));
        } else {
            new ConsentPage(terminal).lines(answer).forEach(terminal::data);
        }
        return ExitCode.OK;
    }

    private JsonNode request(Entry what) {
        var fields = new LinkedHashMap<String, Object>(what.fields());
        add(fields, "address", address);
        add(fields, "purpose", purpose);
        add(fields, "basis", basis);
        add(fields, "words", words);
        add(fields, "source", source);
        add(fields, "at", at);
        fields.put("by", by);
        return Json.of(fields);
    }

    private static void add(Map<String, Object> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
