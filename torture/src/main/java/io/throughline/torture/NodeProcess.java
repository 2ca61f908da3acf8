package io.throughline.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A [Node] as the harness holds it.
final class NodeProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    /// How a node is started.
    ///
    /// @param archive where its JVM keeps what it has loaded, to start faster the next time
    record Recipe(
            int databasePort,
            int booksPort,
            Duration lease,
            @Nullable Planted planted,
            Path archive) {}

    private NodeProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::listen);
    }

    static NodeProcess start(Recipe recipe) {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + recipe.archive(),
                "-Xlog:disable",
                "--sun-misc-unsafe-memory-access=allow",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                Node.class.getName(),
                Integer.toString(recipe.databasePort()),
                Integer.toString(recipe.booksPort()),
                Long.toString(recipe.lease().toMillis()),
                recipe.planted() == null ? "-" : recipe.planted().word());
        try {
            return new NodeProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("ready ")) {
                    port.complete(Integer.parseInt(line.substring(6)));
                }
            }
        } catch (IOException gone) {
            // as below
        }
        port.completeExceptionally(new IllegalStateException("a node ended before it was ready"));
    }

    long pid() {
        return process.pid();
    }

    boolean isReady() {
        return process.isAlive() && port.isDone() && !port.isCompletedExceptionally();
    }

    NodeProcess awaitReady() {
        try {
            port.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return this;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a node does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port.getNow(1));
        socket.setTcpNoDelay(true);
        return socket;
    }

    /// One question by itself.
    String ask(String line) throws IOException {
        try (var socket = connect();
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            return Objects.requireNonNullElse(in.readLine(), "");
        }
    }

    /// SIGKILL.
    void kill() {
        process.destroyForcibly();
        await();
    }

    /// Its end in order.
    void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// SIGSTOP: it hangs, with all that it holds.
    void hang() {
        signal("-STOP");
    }

    /// SIGCONT: it goes on as if nothing had been.
    void goOn() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
