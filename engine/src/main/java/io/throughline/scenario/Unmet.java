package io.throughline.scenario;

/// A scenario's line does not hold: what was expected and what came instead.
final class Unmet extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String expected;
    private final String got;

    Unmet(String expected, String got) {
        super(expected + "; " + got, null, false, false);
        this.expected = expected;
        this.got = got;
    }

    String expected() {
        return expected;
    }

    String got() {
        return got;
    }
}
