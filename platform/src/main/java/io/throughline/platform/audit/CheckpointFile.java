package io.throughline.platform.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checkpoints outside the database, one a line, appended and forced to disk. A last line without its end was being
/// written when the process died; it does not count and is cut off before the next.
final class CheckpointFile {
    private final Path path;

    CheckpointFile(Path path) {
        this.path = path;
    }

    void append(Checkpoint checkpoint) {
        try {
            Files.createDirectories(java.util.Objects.requireNonNull(path.getParent()));
            try (var channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                channel.position(endOfWholeLines(channel));
                channel.truncate(channel.position());
                var bytes = ByteBuffer.wrap((checkpoint.line() + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint to " + path, e);
        }
    }

    /// Gives every whole line to `reader`, oldest first.
    void read(LineReader reader) {
        if (!Files.exists(path)) {
            return;
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.READ);
                var lines = Files.newBufferedReader(path)) {
            long whole = endOfWholeLines(channel);
            long number = 0;
            for (var line = next(lines, whole); line != null; line = next(lines, whole)) {
                whole -= line.getBytes(StandardCharsets.UTF_8).length + 1L;
                reader.line(++number, line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the checkpoints in " + path, e);
        }
    }

    private static @Nullable String next(BufferedReader lines, long left) throws IOException {
        return left <= 0 ? null : lines.readLine();
    }

    Optional<Checkpoint> last() {
        var last = new String[1];
        read((_, line) -> last[0] = line);
        return Optional.ofNullable(last[0]).map(Checkpoint::parse);
    }

    /// Position after the last line end.
    private static long endOfWholeLines(FileChannel channel) throws IOException {
        long end = channel.size();
        var block = ByteBuffer.allocate(8192);
        while (end > 0) {
            int length = (int) Math.min(end, block.capacity());
            block.clear().limit(length);
            channel.read(block, end - length);
            for (int i = length - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return end - length + i + 1;
                }
            }
            end -= length;
        }
        return 0;
    }

    /// Takes a line and its number, from 1.
    @FunctionalInterface
    interface LineReader {
        void line(long number, String line);
    }
}
