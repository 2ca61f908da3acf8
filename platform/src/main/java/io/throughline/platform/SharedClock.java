package io.throughline.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/// Business time as the launcher writes it to `DIR/clock` (docs/wires.md): an anchor and a rate, read as a
/// seqlock.
final class SharedClock implements InstantSource {
    private static final VarHandle LONGS =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN).varHandle();
    private static final int SIZE = 32;
    private final MemorySegment file;
    private final InstantSource wall;

    private SharedClock(MemorySegment file, InstantSource wall) {
        this.file = file;
        this.wall = wall;
    }

    /// The shared clock of a data folder, or the wall clock when there is none.
    static InstantSource in(Path data) {
        var path = data.resolve("clock");
        if (!Files.exists(path)) {
            return Clock.systemUTC();
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new SharedClock(
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, SIZE, Arena.global()), Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the shared clock " + path, e);
        }
    }

    @Override
    public Instant instant() {
        while (true) {
            long version = (long) LONGS.get(file, 0L);
            VarHandle.acquireFence();
            long anchorWall = (long) LONGS.get(file, 8L);
            long anchorVirtual = (long) LONGS.get(file, 16L);
            long rateMicros = (long) LONGS.get(file, 24L);
            VarHandle.acquireFence();
            if (version % 2 == 0 && version == (long) LONGS.get(file, 0L)) {
                long passed = wall.millis() - anchorWall;
                return Instant.ofEpochMilli(anchorVirtual + Math.multiplyExact(passed, rateMicros) / 1_000_000);
            }
            Thread.onSpinWait();
        }
    }
}
