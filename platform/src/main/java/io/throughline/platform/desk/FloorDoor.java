package io.throughline.platform.desk;

import io.throughline.platform.access.ApiProblem;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// The way in to the floor, from any node: an order is kept, whichever node decides carries it out, and its answer is
/// what was committed.
@Component
class FloorDoor {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration LOOK = Duration.ofMillis(25);

    private final InputStore inputs;
    private final FloorSignals signals;
    private final InstantSource machine;
    private final RandomGenerator random = new SecureRandom();

    FloorDoor(InputStore inputs, FloorSignals signals, @Qualifier("machineTime") InstantSource machine) {
        this.inputs = inputs;
        this.signals = signals;
        this.machine = machine;
    }

    /// Asks, and waits for what came of it.
    ///
    /// @throws ApiProblem if it was refused, or if nobody decided in time; it may then still be carried out
    Answer ask(Order order) {
        return ask(
                order,
                "any/" + HexFormat.of().toHexDigits(random.nextLong())
                        + HexFormat.of().toHexDigits(random.nextLong()));
    }

    /// The same, once for a key.
    Answer ask(Order order, String key) {
        inputs.ask(key, order);
        signals.asked();
        var until = machine.instant().plus(PATIENCE);
        try {
            while (true) {
                long seen = signals.timesDecided();
                var answer = inputs.answerTo(key);
                if (answer.isPresent()) {
                    return answer.get().orProblem();
                }
                if (!machine.instant().isBefore(until)) {
                    throw moving();
                }
                signals.awaitDecided(seen, LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw moving();
        }
    }

    /// Asks in the caller's transaction, and waits for nothing.
    void leave(Order order, String key) {
        inputs.ask(key, order);
        signals.asked();
    }

    private static ApiProblem moving() {
        return new ApiProblem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "desk.moving",
                "The desk is being taken over by another node; ask again in a second, with the same key.");
    }
}
