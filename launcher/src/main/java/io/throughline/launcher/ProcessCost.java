package io.throughline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What a process and those it started have used.
///
/// @param cpu processor time until now
/// @param residentMebibytes memory it holds itself; 0 where the system does not tell
record ProcessCost(Duration cpu, long residentMebibytes) {

    static ProcessCost of(ProcessHandle process) {
        var cpu = java.util.stream.Stream.concat(java.util.stream.Stream.of(process), process.descendants())
                .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
        return new ProcessCost(cpu, resident(process));
    }

    private static long resident(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .findFirst()
                            .orElse(0)
                    / 1024;
        } catch (IOException | java.io.UncheckedIOException _) {
            return 0;
        }
    }

    /// Processors used since then, on average.
    double since(ProcessCost before, Duration passed) {
        return cpu.minus(before.cpu).toMillis() / (double) Math.max(1, passed.toMillis());
    }
}
