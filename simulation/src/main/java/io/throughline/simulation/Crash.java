package io.throughline.simulation;

/// The process is dead: nothing of it goes on. An error, for the product's code recovers from exceptions.
final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
        super("this process is dead", null, false, false);
    }
}
