package io.throughline.sandbox.crowd;

import java.time.Duration;
import java.util.Map;

/// How the crowd lives. Wall durations guard machines; everything a person waits for is virtual and not set
/// here.
///
/// @param weights how many of each persona
/// @param concurrency how many people act at the same moment
/// @param tick how often (wall) the planner looks at the clock
/// @param requestTimeout how long (wall) a browser waits for an answer
/// @param outagePause how long (wall) a person at least waits after a refused connection or a 5xx
public record CrowdSettings(
        Map<Persona, Integer> weights, int concurrency, Duration tick, Duration requestTimeout, Duration outagePause) {
    public CrowdSettings {
        weights = Map.copyOf(weights);
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1, not " + concurrency);
        }
    }

    public static CrowdSettings defaults() {
        return new CrowdSettings(
                Persona.defaultWeights(), 8, Duration.ofMillis(3), Duration.ofSeconds(6), Duration.ofMillis(300));
    }
}
