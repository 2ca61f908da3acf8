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
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Checkpoints outside the database, one a line, appended and forced to disk. A last line without its end was being
/// written when the process died; it does not count and is cut off before the next.
final class CheckpointFile {
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock(); // the system's locks are of processes

    private final Path path;

    CheckpointFile(Path path) {
        this.path = path;
    }

    /// Keeps everybody else out until it is closed: two nodes on one data folder write one chain.
    ///
    /// @throws UncheckedIOException if it cannot be locked
    Hold hold() {
        IN_THIS_PROCESS.lock();
        try {
            Files.createDirectories(java.util.Objects.requireNonNull(path.getParent()));
            var channel = FileChannel.open(
                    path.resolveSibling(path.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            channel.lock(); // waits for other processes; one that dies lets go of it
            return new Hold(channel);
        } catch (IOException e) {
            IN_THIS_PROCESS.unlock();
            throw new UncheckedIOException("cannot keep others from " + path, e);
        }
    }

    /// The lock on the file, by the thread that took it.
    record Hold(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                IN_THIS_PROCESS.unlock();
            }
        }
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

    /// The last whole line, found from the end: the file of five years is not read for it.
    Optional<Checkpoint> last() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long end = endOfWholeLines(channel);
            if (end == 0) {
                return Optional.empty();
            }
            long start = endOfLineBefore(channel, end - 1);
            var line = ByteBuffer.allocate(Math.toIntExact(end - 1 - start));
            while (line.hasRemaining() && channel.read(line, start + line.position()) >= 0) {
                // a read may bring less than was asked for
            }
            return Optional.of(Checkpoint.parse(new String(line.array(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the checkpoints in " + path, e);
        }
    }

    /// Position after the last line end.
    private static long endOfWholeLines(FileChannel channel) throws IOException {
        return endOfLineBefore(channel, channel.size());
    }

    /// Position after the last line end before a position; 0 if there is none.
    private static long endOfLineBefore(FileChannel channel, long position) throws IOException {
        long end = position;
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
