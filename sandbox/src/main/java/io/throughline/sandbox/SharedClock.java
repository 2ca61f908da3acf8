package io.throughline.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The virtual time that the launcher writes to `DIR/clock` for both processes (layout:
/// `docs/wires.md`). Only read here, under the file's version number, so that a reading is never
/// half of an old anchor and half of a new one.
public final class SharedClock implements InstantSource {
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int SIZE = 32;
    private static final long MICROS = 1_000_000;
    // A launcher that was killed between the two writes of the version leaves it odd for ever: then the last anchor
    // holds.
    private static final int TRIES = 100_000;

    private final ByteBuffer file;
    private final InstantSource wall;
    private volatile Anchor last;

    private SharedClock(ByteBuffer file, InstantSource wall) {
        this.file = file;
        this.wall = wall;
        this.last = new Anchor(wall.millis(), wall.millis(), MICROS);
    }

    /// The clock of this data folder; where the folder has none, the wall clock itself.
    public static InstantSource in(Path dataFolder, InstantSource wall) {
        var path = dataFolder.resolve("clock");
        if (!Files.exists(path)) {
            return wall;
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() < SIZE) {
                throw new IllegalStateException("the clock file is shorter than " + SIZE + " bytes: " + path);
            }
            return new SharedClock(channel.map(MapMode.READ_ONLY, 0, SIZE), wall);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        for (int i = 0; i < TRIES; i++) {
            var anchor = read();
            if (anchor != null) {
                last = anchor;
                break;
            }
            Thread.onSpinWait();
        }
        return last.virtualAt(wall.millis());
    }

    private @Nullable Anchor read() {
        long before = (long) LONGS.getVolatile(file, 0);
        if (before % 2 != 0) {
            return null;
        }
        var anchor = new Anchor(at(8), at(16), at(24));
        VarHandle.loadLoadFence();
        long after = (long) LONGS.getVolatile(file, 0);
        if (before != after) {
            return null;
        }
        return anchor.isUnwritten() ? last : anchor;
    }

    private long at(int offset) {
        return (long) LONGS.getOpaque(file, offset);
    }

    private record Anchor(long wall, long virtual, long rateMicros) {
        boolean isUnwritten() {
            return wall == 0 && virtual == 0 && rateMicros == 0;
        }

        long virtualAt(long now) {
            // In two parts, so that a fast clock does not overflow within a day.
            long passed = now - wall;
            return virtual + passed * (rateMicros / MICROS) + passed * (rateMicros % MICROS) / MICROS;
        }
    }
}
