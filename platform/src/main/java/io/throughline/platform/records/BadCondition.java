package io.throughline.platform.records;

/// A condition over accounts and customers that cannot be used; the message says why.
public final class BadCondition extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadCondition(String source, String why) {
        super("cannot use the condition" + (source.isEmpty() ? "" : " `" + source + "`") + ": " + why);
    }
}
