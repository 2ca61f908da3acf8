package io.throughline.scenario;

/// A line under `when`.
sealed interface Happening {
    /// Somebody does something, or time passes.
    ///
    /// @throws Unmet if it cannot be done where the case stands
    non-sealed interface Act extends Happening {
        void in(World world);
    }

    /// How the outside answers what the line before set off.
    record Outside(Reply reply) implements Happening {}
}
