package io.throughline.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;

/// The clock that platform and sandbox share, as its only writer sees it. The layout is in
/// `docs/wires.md`: 32 bytes, big-endian, a version that is odd while the other three numbers
/// change. The time it shows never goes back.
final class SharedClockFile implements InstantSource, AutoCloseable {
    static final long WALL_PACE = 1_000_000;
    private static final int SIZE = 32;
    private static final int VERSION = 0;
    private static final int ANCHOR_WALL = 8;
    private static final int ANCHOR_VIRTUAL = 16;
    private static final int RATE = 24;
    private static final int LOOKS = 1_000;
    private static final VarHandle LONG =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN).varHandle();

    private final InstantSource wall;
    private final Arena arena;
    private final MemorySegment memory;

    private SharedClockFile(InstantSource wall, Arena arena, MemorySegment memory) {
        this.wall = wall;
        this.arena = arena;
        this.memory = memory;
    }

    /// A clock that shows `start` now and stands almost still until it is given a pace.
    static SharedClockFile create(Path file, Instant start, InstantSource wall) {
        SharedClockFile clock = map(file, wall);
        clock.write(start.toEpochMilli(), 1);
        return clock;
    }

    /// The clock an earlier run left. It goes on, at the wall's pace, from the moment it was last
    /// set: had it run on fast since then, every promise would be overdue.
    static SharedClockFile resume(Path file, InstantSource wall) {
        SharedClockFile clock = map(file, wall);
        boolean wasAtWallPace = clock.rate() == WALL_PACE;
        clock.write(wasAtWallPace ? clock.virtualMillis() : clock.get(ANCHOR_VIRTUAL), WALL_PACE);
        return clock;
    }

    /// What the clock of a folder shows, without a hand on it.
    static Instant look(Path file, InstantSource wall) {
        try (Arena arena = Arena.ofShared();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            SharedClockFile clock =
                    new SharedClockFile(wall, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, SIZE, arena));
            for (int look = 0; look < LOOKS; look++) {
                long version = clock.get(VERSION);
                Instant seen = clock.instant();
                VarHandle.fullFence();
                if (version % 2 == 0 && version == clock.get(VERSION)) {
                    return seen;
                }
            }
            return clock.instant(); // its writer died half-way; there is nothing better to see
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SharedClockFile map(Path file, InstantSource wall) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new SharedClockFile(wall, arena, channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE, arena));
        } catch (IOException e) {
            arena.close();
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(virtualMillis());
    }

    long rate() {
        return get(RATE);
    }

    /// From now on the clock runs this many millionths of the wall's pace.
    void setRate(long rateMicros) {
        if (rateMicros != rate()) {
            write(virtualMillis(), rateMicros);
        }
    }

    /// Jumps forward; a moment already passed changes nothing.
    void leapTo(long virtualMillis) {
        if (virtualMillis > virtualMillis()) {
            write(virtualMillis, rate());
        }
    }

    /// Writes down the present moment, so that a run that dies now goes on from here.
    void touch() {
        write(virtualMillis(), rate());
    }

    private long virtualMillis() {
        long elapsed = Math.max(0, wall.millis() - get(ANCHOR_WALL));
        // whole seconds and the rest apart: elapsed × rate alone would overflow after some days at a fast pace
        long rate = rate();
        return get(ANCHOR_VIRTUAL) + elapsed / WALL_PACE * rate + elapsed % WALL_PACE * rate / WALL_PACE;
    }

    private void write(long virtualMillis, long rateMicros) {
        long version = get(VERSION) | 1; // a writer that died half-way left it odd already
        set(VERSION, version);
        VarHandle.fullFence();
        set(ANCHOR_WALL, wall.millis());
        set(ANCHOR_VIRTUAL, virtualMillis);
        set(RATE, rateMicros);
        VarHandle.fullFence();
        set(VERSION, version + 1);
    }

    private long get(int offset) {
        return (long) LONG.getVolatile(memory, (long) offset);
    }

    private void set(int offset, long value) {
        LONG.setVolatile(memory, (long) offset, value);
    }

    @Override
    public void close() {
        memory.force();
        arena.close();
    }
}
