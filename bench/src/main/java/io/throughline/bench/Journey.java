package io.throughline.bench;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.engine.Money;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// What happens to a case that ends with a promise: the input that fits where it stands.
final class Journey {
    private Journey() {}

    static Definition arrears() throws IOException {
        return DefinitionReader.read(file());
    }

    /// The shipped definition, from here or above.
    static Path file() throws IOException {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var file = folder.resolve("workflows/collections/arrears.yaml");
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new IOException("workflows/collections/arrears.yaml is neither here nor above");
    }

    static By by(Input input) {
        return input instanceof Input.Report ? By.SYSTEM : By.customer(By.Channel.WEB);
    }

    static Input next(CaseState state, Instant now) {
        return switch (state.awaiting()) {
            case FACTS -> {
                var pending = state.pending().entrySet().stream()
                        .filter(entry -> entry.getValue().equals("account")
                                || entry.getValue().equals("customer"))
                        .findFirst()
                        .orElseThrow();
                yield new Input.FactsRead(pending.getKey(), facts(pending.getValue()), now);
            }
            case WRITEBACK -> {
                var pending = state.pending().entrySet().stream()
                        .filter(entry -> entry.getValue().equals(state.at()))
                        .findFirst()
                        .orElseThrow();
                yield new Input.WriteReported(pending.getKey(), new Input.WriteResult.Written("L-1", now));
            }
            default -> answer(state, now);
        };
    }

    private static Input answer(CaseState state, Instant now) {
        return switch (state.at()) {
            case "verify" -> new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "facts");
            case "disclose" -> new Input.Acknowledged("disclose", "us.mini-miranda", "2026-11-01", "en");
            case "options" -> new Input.Chosen("options", "promise");
            case "promise" ->
                new Input.ArrangementProposed(
                        "promise",
                        now.atZone(java.time.ZoneOffset.UTC).toLocalDate().plusDays(7),
                        1);
            default -> throw new IllegalStateException("the journey does not lead to " + state.at());
        };
    }

    private static Map<String, Object> facts(String source) {
        return source.equals("account")
                ? Map.of(
                        "id", "A-1",
                        "customerId", "C-1",
                        "creditor", "Harbor Bank",
                        "balance", new Money(48_000, "USD").toFact(),
                        "dueDate", "2026-10-09",
                        "daysPastDue", 45L,
                        "brokenPromises", 0L)
                : Map.of("id", "C-1", "firstName", "Rosa", "language", "en");
    }
}
