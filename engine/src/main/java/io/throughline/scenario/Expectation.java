package io.throughline.scenario;

import java.time.Duration;
import java.util.Optional;

/// A line under `then`.
sealed interface Expectation {
    /// Something that holds when everything is done.
    non-sealed interface Holds extends Expectation {
        /// What came instead; empty when it holds.
        Optional<String> instead(World world);
    }

    /// An input was refused, by the rule or for the reason of that name.
    record Refused(String rule) implements Expectation {}

    /// Nothing of the kind goes out for a time after everything is done.
    record Quiet(Duration time, Silence silence) implements Expectation {}

    /// Looks at what went out after the first `before` messages.
    interface Silence {
        Optional<String> broken(World world, int before);
    }
}
