package io.throughline.sandbox.agents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What agents were told is done, one line of JSON each, for a judge who compares it with what was kept. Without a file
/// nothing is written.
final class Journal implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final JsonMapper json = JsonMapper.builder().build();
    private final @Nullable Writer file; // guarded by lock

    Journal(@Nullable Path file) {
        try {
            this.file = file == null ? null : Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param outcome `done`; `refused` where an earlier try of the same request was lost, so that it may have been
    /// done
    /// @param happened types of the events that the answer told
    record Entry(String item, String caseId, String agent, String act, String outcome, List<String> happened) {}

    void note(Entry entry) {
        if (file == null) {
            return;
        }
        lock.lock();
        try {
            file.write(json.writeValueAsString(entry) + "\n");
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
