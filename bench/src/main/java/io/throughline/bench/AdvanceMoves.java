package io.throughline.bench;

import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Engine;
import io.throughline.engine.Input;
import io.throughline.workflow.Definition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What JMH calls.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class AdvanceMoves {
    private final Instant now = Instant.parse("2026-11-23T15:00:00Z");
    private final Definition definition;
    private final List<CaseState> states = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private final byte[] evidence = "e".repeat(300).getBytes(StandardCharsets.UTF_8);
    private int turn;

    public AdvanceMoves() {
        try {
            definition = Journey.arrears();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        var trigger = Map.<String, Object>of("accountId", "A-1", "customerId", "C-1");
        var state = Engine.open(definition, "bench", "0192f0c1-7a3b-7000-8000-0000000000a1", trigger, By.SYSTEM, now)
                .state();
        while (state.status() != CaseState.Status.FINISHED) {
            var input = Journey.next(state, now);
            states.add(state);
            inputs.add(input);
            state = move(state, input);
        }
    }

    private CaseState move(CaseState state, Input input) {
        return switch (Engine.advance(definition, state, input, Journey.by(input), now)) {
            case Advance.Moved(var transition) -> transition.state();
            case Advance.Refused(var refusal) -> throw new IllegalStateException(refusal.message());
        };
    }

    @Benchmark
    public CaseState advance() {
        turn = (turn + 1) % states.size();
        return move(states.get(turn), inputs.get(turn));
    }

    @Benchmark
    public byte[] reference() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(evidence);
    }
}
