package io.throughline.simulation;

/// An invariant that did not hold.
///
/// @param invariant 1 to 10, as the reliability promises number them
/// @param seed of the world, from which it can be run again
/// @param at virtual time
public record Violation(int invariant, long seed, String at, String tenant, String what) {
    @Override
    public String toString() {
        return "I" + invariant + " " + at + " " + tenant + ": " + what;
    }
}
