package io.throughline.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// One process at a time works on a data folder. The operating system drops the lock with the
/// process that holds it, so a killed run never locks anybody out.
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock take(DataFolder folder) {
        Path file = folder.path().resolve("lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String holder = read(channel);
                channel.close();
                throw new CommandFailure(
                        ExitCode.BUSY,
                        folder.path() + " is in use by process " + (holder.isEmpty() ? "(unknown)" : holder)
                                + ". Stop it or use another folder: --data DIR");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)), 0);
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "Cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            // Far behind the end of the file, so that others can read who holds it (Windows locks what it covers).
            return channel.tryLock(1L << 30, 1, false);
        } catch (OverlappingFileLockException ignored) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(32);
        channel.read(buffer, 0);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
