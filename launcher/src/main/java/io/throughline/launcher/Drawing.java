package io.throughline.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What the process that draws has answered.
///
/// @param remarks what a person should know about the drawing; empty for nothing
record Drawing(byte[] bytes, String remarks) {

    /// Starts the process, hands it `lines` and waits for its drawing.
    ///
    /// @throws CommandFailure with the process's own words when the input is wrong
    static Drawing make(List<String> command, List<String> lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> words(process.getErrorStream()));
        try (var input = process.getOutputStream()) {
            for (String line : lines) {
                input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException ignored) {
            // it ended without reading; its exit code says why
        }
        byte[] bytes = process.getInputStream().readAllBytes();
        int code = process.waitFor();
        String remarks = errors.join();
        return switch (code) {
            case ExitCode.OK -> new Drawing(bytes, remarks);
            case ExitCode.BAD_INPUT -> throw new CommandFailure(ExitCode.BAD_INPUT, remarks);
            default -> throw new IllegalStateException("the drawing ended with code " + code + ":\n" + remarks);
        };
    }

    private static String words(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
