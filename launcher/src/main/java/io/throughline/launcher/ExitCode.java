package io.throughline.launcher;

/// What the command line answers to the shell. The meanings are part of the product: scripts are written against them.
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_RUNNING = 3;
    static final int NOT_FOUND = 4;
    static final int BAD_INPUT = 5;
    static final int INVARIANT_BROKEN = 6;
    static final int BUSY = 7;
    static final int INTERNAL = 70;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
