package io.throughline.platform.versions;

/// Why something may not be done to a version. Nothing was changed.
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final boolean unknown;

    private Refused(String code, String message, boolean unknown) {
        super(message);
        this.code = code;
        this.unknown = unknown;
    }

    Refused(String code, String message) {
        this(code, message, false);
    }

    /// There is no such thing.
    static Refused unknown(String code, String message) {
        return new Refused(code, message, true);
    }

    String code() {
        return code;
    }

    boolean isUnknown() {
        return unknown;
    }
}
