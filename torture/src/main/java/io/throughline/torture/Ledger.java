package io.throughline.torture;

import io.throughline.engine.Money;
import io.throughline.platform.records.SystemOfRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The way from a platform process to the [Books].
///
/// @param planted a mistake to build in
record Ledger(int port, @Nullable Planted planted) implements SystemOfRecord {
    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public Reading read(String read, String key) {
        return new Reading.Found(Map.of("balance", new Money(48_000, "USD").toFact()), Instant.now());
    }

    @Override
    public Posting post(String operation, Map<String, Object> values, String key) {
        var used = planted == Planted.KEY_AT_RANDOM ? UUID.randomUUID().toString() : key;
        try {
            var answer = Books.ask(
                    port,
                    "post",
                    used,
                    operation + " " + values.get("account"),
                    Long.toString(ProcessHandle.current().pid()));
            return answer.length < 2
                    ? new Posting.Unknown("the connection broke")
                    : new Posting.Confirmed(answer[0], Instant.parse(answer[1]));
        } catch (IOException e) {
            return new Posting.Unknown("no answer");
        }
    }

    @Override
    public Lookup lookUp(String key) {
        try {
            var answer = Books.ask(port, "look", key);
            return switch (answer.length) {
                case 1 -> answer[0].equals("-") ? new Lookup.Absent() : new Lookup.Unavailable("the connection broke");
                default -> new Lookup.Posted(answer[0], Instant.parse(answer[1]));
            };
        } catch (IOException e) {
            return new Lookup.Unavailable("no answer");
        }
    }
}
