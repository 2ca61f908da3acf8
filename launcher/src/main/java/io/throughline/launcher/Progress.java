package io.throughline.launcher;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How far a long piece of work is. On a terminal one line that moves, after half a second; elsewhere a line every five
/// seconds.
final class Progress implements AutoCloseable {
    private static final Duration BEFORE_FIRST = Duration.ofMillis(500);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final int BAR = 24;

    private final Terminal terminal;
    private final InstantSource clock;
    private final Instant started;
    private Instant lastLine;
    private boolean isDrawn;

    Progress(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
        this.started = clock.instant();
        this.lastLine = started;
    }

    void show(double share, String words) {
        Instant now = clock.instant();
        if (terminal.isInteractive()) {
            if (Duration.between(started, now).compareTo(BEFORE_FIRST) >= 0) {
                terminal.err().print("\r\u001b[K" + fit(bar(share) + "  " + words));
                terminal.err().flush();
                isDrawn = true;
            }
        } else if (Duration.between(lastLine, now).compareTo(BETWEEN_LINES) >= 0) {
            lastLine = now;
            terminal.talk(percent(share) + "  " + words);
        }
    }

    /// A line that stays, above the one that moves.
    void say(String line) {
        close();
        terminal.talk(line);
    }

    @Override
    public void close() {
        if (isDrawn) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
            isDrawn = false;
        }
    }

    private static String bar(double share) {
        int full = (int) Math.round(Math.clamp(share, 0, 1) * BAR);
        return "█".repeat(full) + "░".repeat(BAR - full) + " " + percent(share);
    }

    private static String percent(double share) {
        return "%3d %%".formatted((int) Math.floor(Math.clamp(share, 0, 1) * 100));
    }

    private String fit(String line) {
        return line.length() < terminal.width() ? line : line.substring(0, terminal.width() - 2) + "…";
    }
}
