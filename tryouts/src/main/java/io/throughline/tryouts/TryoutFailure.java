package io.throughline.tryouts;

/// A try-out cannot be run: what is wrong with which file, in words for the person who gave it.
public final class TryoutFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TryoutFailure(String message) {
        super(message);
    }

    public TryoutFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
