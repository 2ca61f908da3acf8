package io.throughline.launcher;

/// A command cannot go on for a reason the person at the terminal can do something about: what
/// failed, whether anything was changed, and what to do next, in a line or two.
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    CommandFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    static CommandFailure notRunning(DataFolder folder) {
        return new CommandFailure(
                ExitCode.NOT_RUNNING,
                "Nothing is running on " + folder.path() + ". Start it with: ./throughline up --data " + folder.path());
    }
}
