package io.throughline.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One of our own Java processes: its output goes to a log, its secrets come by environment, and it
/// does not hear the terminal's Ctrl-C, so that the launcher can end things in the right order.
final class ChildProcess {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /// What to start: a main class on a class path, with the JVM's options and its environment.
    record Recipe(
            String name,
            String mainClass,
            String classPath,
            List<String> jvmOptions,
            List<String> arguments,
            Map<String, String> environment) {

        /// The environment holds secrets.
        @Override
        public String toString() {
            return name + " (" + mainClass + ")";
        }
    }

    static ChildProcess start(Recipe recipe, Path workingFolder, Path log) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString()); // becomes the process itself, so its number is the one we know
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(recipe.jvmOptions());
        command.addAll(List.of("-cp", recipe.classPath(), recipe.mainClass()));
        command.addAll(recipe.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingFolder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(recipe.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new ChildProcess(recipe.name(), log, process);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.INTERNAL, "The " + recipe.name() + " could not be started: " + e.getMessage(), e);
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Did it end well within this time?
    boolean isDoneWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// TERM, then patience, then KILL.
    boolean stop(Duration patience) {
        process.destroy();
        try {
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        }
        kill();
        return false;
    }

    /// SIGKILL: nothing is said, nothing is finished.
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        }
    }

    /// Why it died, for a person: how it ended, its last lines, and where the rest is.
    CommandFailure died() {
        String ending =
                process.isAlive() ? "does not answer" : "ended by itself (exit code " + process.exitValue() + ")";
        return new CommandFailure(
                ExitCode.INTERNAL,
                "The " + name + " " + ending + ". Its last lines:\n" + lastLines(12) + "\nThe whole log: " + log);
    }

    private String lastLines(int atMost) {
        try {
            List<String> lines = new String(lastBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return String.join(
                    "\n",
                    lines.subList(Math.max(0, lines.size() - atMost), lines.size()).stream()
                            .map(line -> "  " + line.substring(0, Math.min(line.length(), 240)))
                            .toList());
        } catch (IOException e) {
            return "  (unreadable: " + e.getMessage() + ")";
        }
    }

    private byte[] lastBytes() throws IOException {
        try (var file = Files.newByteChannel(log)) {
            file.position(Math.max(0, file.size() - 16_384));
            return java.nio.channels.Channels.newInputStream(file).readAllBytes();
        }
    }
}
