package io.throughline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The memory of a process over time, as the kernel counts it (resident set); nothing where there is no `/proc`.
final class MemoryWatch {
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private final InstantSource wall;
    private final List<Sample> samples = new ArrayList<>();
    private Instant last = Instant.EPOCH;

    MemoryWatch(InstantSource wall) {
        this.wall = wall;
    }

    /// @param process its number: another one begins anew
    record Sample(Instant at, long process, long megabytes) {}

    void look(long process) {
        Instant now = wall.instant();
        if (Duration.between(last, now).compareTo(BETWEEN) >= 0) {
            last = now;
            resident(process).ifPresent(megabytes -> samples.add(new Sample(now, process, megabytes)));
        }
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    private static OptionalLong resident(long process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process), "status"))
                    .lines()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst();
        } catch (IOException ignored) {
            return OptionalLong.empty();
        }
    }
}
