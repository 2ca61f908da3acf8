package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.launcher.SharedClockFileTest.HandClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderClockTest {
    private static final Instant MORNING = Instant.parse("2026-11-23T15:00:00Z");

    @TempDir
    Path temp = Path.of("");

    private final HandClock wall = new HandClock(Instant.parse("2026-12-24T03:00:00Z"));

    @Test
    void a_folder_goes_by_the_wall_until_somebody_sets_its_clock() {
        DataFolder folder = folder();
        assertThat(FolderClock.start(folder, null, wall)).isNull();
        assertThat(folder.clock()).doesNotExist();
        assertThat(FolderClock.now(folder, wall)).isEqualTo(wall.instant());
    }

    @Test
    void a_new_folder_may_begin_at_any_moment_and_goes_on_at_the_walls_pace() {
        DataFolder folder = folder();
        try (SharedClockFile clock = start(folder, MORNING)) {
            wall.pass(Duration.ofMinutes(5));
            assertThat(clock.instant()).isEqualTo(MORNING.plusSeconds(300));
            assertThat(FolderClock.now(folder, wall)).isEqualTo(MORNING.plusSeconds(300));
        }
        wall.pass(Duration.ofMinutes(5));
        try (SharedClockFile clock = start(folder, null)) {
            assertThat(clock.instant()).isEqualTo(MORNING.plusSeconds(600));
        }
    }

    @Test
    void a_folder_with_a_past_is_taken_forward_and_never_back() throws Exception {
        DataFolder folder = folder();
        start(folder, MORNING).close();
        wall.pass(Duration.ofMinutes(2));
        try (SharedClockFile clock = start(folder, MORNING)) {
            assertThat(clock.instant()).as("the same command again").isEqualTo(MORNING.plusSeconds(120));
        }
        try (SharedClockFile clock = start(folder, MORNING.plusSeconds(3600))) {
            assertThat(clock.instant()).isEqualTo(MORNING.plusSeconds(3600));
        }
        DataFolder byTheWall = new DataFolder(temp.resolve("used"));
        byTheWall.create();
        Files.createDirectory(byTheWall.postgres());
        assertThatThrownBy(() -> FolderClock.start(byTheWall, MORNING, wall))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> {
                    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
                    assertThat(failure.text()).contains("cannot go back").contains("--data");
                });
        assertThat(byTheWall.clock()).doesNotExist();
    }

    @Test
    void a_moment_is_written_with_its_offset() {
        assertThat(FolderClock.parse("2026-11-23T15:00Z")).isEqualTo(MORNING);
        assertThat(FolderClock.parse("2026-11-23T10:00-05:00")).isEqualTo(MORNING);
        assertThat(FolderClock.readable(MORNING)).isEqualTo("Mon 23 Nov 2026, 15:00 UTC");
        for (String vague : new String[] {"10:00", "2026-11-23T10:00", "tomorrow"}) {
            assertThatThrownBy(() -> FolderClock.parse(vague))
                    .isInstanceOfSatisfying(
                            CommandFailure.class,
                            failure ->
                                    assertThat(failure.text()).contains(vague).contains("2026-11-23T15:00Z"));
        }
    }

    private SharedClockFile start(DataFolder folder, @Nullable Instant at) {
        return Objects.requireNonNull(FolderClock.start(folder, at, wall));
    }

    private DataFolder folder() {
        DataFolder folder = new DataFolder(temp.resolve("data"));
        folder.create();
        return folder;
    }
}
