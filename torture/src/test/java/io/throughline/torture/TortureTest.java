package io.throughline.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A few faults of each kind, and mistakes that must be found. The full run is `./throughline torture` with its
/// numbers.
class TortureTest {
    @TempDir
    private Path folder;

    @Test
    void nothing_acknowledged_is_lost_and_nothing_is_doubled() throws IOException {
        var report = run(null, 1, 1, 8, 1, 3);

        assertThat(report.violations()).isEmpty();
        assertThat(report.stuck()).isZero();
        assertThat(report.faults())
                .containsEntry("platform-killed", 1)
                .containsEntry("postgres-killed", 1)
                .containsEntry("platform-hung", 1)
                .containsEntry("log-positions", 3);
        assertThat(report.faults().get("cut-after-commit") + report.faults().get("cut-while-committing"))
                .isGreaterThanOrEqualTo(8);
        assertThat(report.requests().get("done")).isPositive();
        assertThat(report.seen().get("log-positions-acknowledged-before")).isPositive();
    }

    @ParameterizedTest
    @EnumSource(
            value = Planted.class,
            names = {"ACKNOWLEDGED_EARLY", "ANSWERED_BEFORE_FLUSH", "EFFECT_OVER_BEFORE_CALL"})
    void a_planted_mistake_is_found(Planted planted) throws IOException {
        var report =
                planted == Planted.ANSWERED_BEFORE_FLUSH ? run(planted, 0, 20, 0, 0, 0) : run(planted, 0, 0, 400, 0, 0);

        assertThat(report.violations()).isNotEmpty().allMatch(violation -> violation.startsWith("I2"));
    }

    private Report run(
            @Nullable Planted planted, int kills, int databaseKills, int lostAnswers, int hangs, int positions)
            throws IOException {
        return new Torture(
                        new Plan(
                                kills,
                                databaseKills,
                                lostAnswers,
                                hangs,
                                positions,
                                6,
                                2,
                                Duration.ofSeconds(2),
                                1,
                                planted,
                                Programs.FOLDER,
                                folder),
                        line -> {})
                .run();
    }
}
