package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedClockFileTest {
    private static final Instant START = Instant.parse("2026-11-23T15:00:00Z");

    @TempDir
    Path temp = Path.of("");

    private final HandClock wall = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void it_shows_its_start_and_then_runs_at_the_pace_it_is_given() {
        try (SharedClockFile clock = SharedClockFile.create(temp.resolve("clock"), START, wall)) {
            assertThat(clock.instant()).isEqualTo(START);
            clock.setRate(30 * SharedClockFile.WALL_PACE);
            wall.pass(Duration.ofSeconds(2));
            assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
            clock.setRate(SharedClockFile.WALL_PACE);
            wall.pass(Duration.ofDays(400));
            assertThat(clock.instant()).isEqualTo(START.plusSeconds(60).plus(Duration.ofDays(400)));
        }
    }

    @Test
    void it_leaps_forward_and_never_back() {
        try (SharedClockFile clock = SharedClockFile.create(temp.resolve("clock"), START, wall)) {
            clock.leapTo(START.plusSeconds(3600).toEpochMilli());
            assertThat(clock.instant()).isEqualTo(START.plusSeconds(3600));
            clock.leapTo(START.toEpochMilli());
            assertThat(clock.instant()).isEqualTo(START.plusSeconds(3600));
        }
    }

    @Test
    void its_bytes_are_what_the_wires_say() throws Exception {
        Path file = temp.resolve("clock");
        try (SharedClockFile clock = SharedClockFile.create(file, START, wall)) {
            clock.setRate(SharedClockFile.WALL_PACE);
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        assertThat(bytes.limit()).isEqualTo(32);
        assertThat(bytes.getLong(0) % 2).isZero();
        assertThat(bytes.getLong(0)).isPositive();
        assertThat(bytes.getLong(8)).isEqualTo(wall.millis());
        assertThat(bytes.getLong(16)).isEqualTo(START.toEpochMilli());
        assertThat(bytes.getLong(24)).isEqualTo(1_000_000);
    }

    @Test
    void a_clock_left_running_fast_goes_on_from_where_it_was_last_set() {
        Path file = temp.resolve("clock");
        try (SharedClockFile clock = SharedClockFile.create(file, START, wall)) {
            clock.setRate(Conductor.LIVELY);
        }
        wall.pass(Duration.ofDays(2));
        try (SharedClockFile clock = SharedClockFile.resume(file, wall)) {
            assertThat(clock.instant()).isEqualTo(START);
            wall.pass(Duration.ofSeconds(5));
            assertThat(clock.instant()).isEqualTo(START.plusSeconds(5));
        }
        wall.pass(Duration.ofDays(1));
        try (SharedClockFile clock = SharedClockFile.resume(file, wall)) {
            assertThat(clock.instant())
                    .as("at the wall's pace the time in between has passed")
                    .isEqualTo(START.plusSeconds(5).plus(Duration.ofDays(1)));
        }
    }

    /// The readers are in the platform and in the sandbox; this one reads as they do, while the writer does its worst.
    @Test
    void a_reader_never_sees_half_a_change() throws Exception {
        Path file = temp.resolve("clock");
        AtomicBoolean done = new AtomicBoolean();
        try (SharedClockFile clock = SharedClockFile.create(file, Instant.ofEpochMilli(0), wall);
                SharedClockFile reader = SharedClockFile.resume(file, wall)) {
            Thread writer = Thread.ofPlatform().start(() -> {
                for (long step = 1; step <= 50_000; step++) {
                    clock.leapTo(step * 1000);
                }
                done.set(true);
            });
            long last = 0;
            while (!done.get()) {
                long now = reader.instant().toEpochMilli();
                assertThat(now).isGreaterThanOrEqualTo(last);
                last = now;
            }
            writer.join();
            assertThat(reader.instant().toEpochMilli()).isEqualTo(50_000_000);
        }
    }

    static final class HandClock implements InstantSource {
        private volatile Instant now;

        HandClock(Instant now) {
            this.now = now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
