package io.throughline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Whether a process that is not our child still runs. In containers nobody may collect the dead;
/// such a zombie still has its number, answers to signal 0 and does nothing any more.
final class Liveness {
    private Liveness() {}

    static Optional<ProcessHandle> find(long pid) {
        return ProcessHandle.of(pid).filter(Liveness::isAlive);
    }

    static boolean isAlive(ProcessHandle handle) {
        return handle.isAlive() && !isZombie(handle.pid());
    }

    /// Waits for its end; says whether it came.
    static boolean hasEndedWithin(ProcessHandle handle, Duration patience, Stop stop) {
        Duration step = Duration.ofMillis(50);
        for (Duration waited = Duration.ZERO; waited.compareTo(patience) < 0; waited = waited.plus(step)) {
            if (!isAlive(handle)) {
                return true;
            }
            if (stop.isAskedWithin(step)) {
                return !isAlive(handle);
            }
        }
        return !isAlive(handle);
    }

    private static boolean isZombie(long pid) {
        try {
            Path stat = Path.of("/proc/" + pid + "/stat");
            if (!Files.exists(stat)) {
                return false;
            }
            String line = Files.readString(stat);
            int afterName = line.lastIndexOf(')');
            return afterName > 0 && line.startsWith(" Z", afterName + 1);
        } catch (IOException ignored) {
            return false; // it has gone meanwhile, or may not be looked at
        }
    }
}
