package io.throughline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedClockTest {
    @TempDir
    Path data;

    private final HandClock wall = new HandClock();

    private void write(long version, Instant anchorVirtual, long rateMicros) throws Exception {
        var bytes = ByteBuffer.allocate(32)
                .putLong(version)
                .putLong(wall.millis())
                .putLong(anchorVirtual.toEpochMilli())
                .putLong(rateMicros);
        try (var file = java.nio.channels.FileChannel.open(
                data.resolve("clock"),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.WRITE)) {
            file.write(bytes.flip(), 0);
        }
    }

    @Test
    void without_a_file_it_is_the_wall_clock() {
        assertThat(SharedClock.in(data, wall)).isSameAs(wall);
    }

    @Test
    void it_runs_from_the_anchor_at_the_rate_and_follows_a_new_anchor() throws Exception {
        var monday = Instant.parse("2026-01-05T08:00:00Z");
        write(2, monday, 60_000_000);
        var clock = SharedClock.in(data, wall);
        assertThat(clock.instant()).isEqualTo(monday);
        wall.pass(Duration.ofSeconds(10));
        assertThat(clock.instant()).isEqualTo(monday.plusSeconds(600));

        write(4, monday.plus(Duration.ofDays(3)), 500_000);
        wall.pass(Duration.ofSeconds(10));
        assertThat(clock.instant()).isEqualTo(monday.plus(Duration.ofDays(3)).plusSeconds(5));
    }

    @Test
    void a_fast_clock_does_not_overflow() throws Exception {
        var monday = Instant.parse("2026-01-05T08:00:00Z");
        write(2, monday, 1_000_000L * 100_000);
        var clock = SharedClock.in(data, wall);
        wall.pass(Duration.ofDays(2));
        assertThat(clock.instant()).isEqualTo(monday.plus(Duration.ofDays(200_000)));
    }

    @Test
    void a_writer_that_died_in_the_middle_leaves_the_last_whole_anchor() throws Exception {
        var monday = Instant.parse("2026-01-05T08:00:00Z");
        write(2, monday, 1_000_000);
        var clock = SharedClock.in(data, wall);
        assertThat(clock.instant()).isEqualTo(monday);
        write(3, monday.plus(Duration.ofDays(9)), 1_000_000);
        wall.pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(monday.plusSeconds(1));
    }

    @Test
    void a_file_that_nobody_has_written_yet_is_the_walls_time() throws Exception {
        Files.write(data.resolve("clock"), new byte[32]);
        assertThat(SharedClock.in(data, wall).instant()).isEqualTo(wall.instant());
    }
}
