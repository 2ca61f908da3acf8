package io.throughline.rehearsal.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.rehearsal.Report;
import io.throughline.rehearsal.Shipped;
import io.throughline.workflow.Definition;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How it began: a campaign that asked people to call worked, was made four times as large, and drowned the
/// same lines. The same people, asked in the message itself, do not.
class SeedStoryTest {
    private static final int PILOT = 4_000;
    private static final int SCALED = 4 * PILOT;
    private final Definition call = Shipped.workflow("rehearsals/text-to-call.yaml");
    private final Definition inMessage = Shipped.workflow("collections/arrears.yaml");

    private Report rehearse(Definition definition, int customers, long seed) {
        return Rehearsal.run(
                definition,
                Shipped.LAW,
                Shipped.behaviour(call, inMessage),
                Shipped.lines(customers, call, inMessage),
                customers,
                seed,
                _ -> {});
    }

    private static double givenUp(Report report) {
        return calls(report).abandonedShare();
    }

    private static Report.Calls calls(Report report) {
        return report.lines().stream()
                .map(Report.LineFigures::calls)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 2026, 31})
    void four_times_the_campaign_goes_from_under_10_to_over_50_percent_and_the_in_message_flow_does_not(long seed) {
        var pilot = rehearse(call, PILOT, seed);
        assertThat(givenUp(pilot)).isBetween(0.01, 0.10);

        var scaled = rehearse(call, SCALED, seed);
        assertThat(givenUp(scaled)).isGreaterThan(0.50);
        assertThat(scaled.resolution().resolved())
                .isLessThan(0.7 * pilot.resolution().resolved());
        assertThat(scaled.breaks().kind()).isEqualTo("calls");
        assertThat(scaled.breaks().sentence())
                .startsWith("The line collections breaks first, on Mon 23 Nov 09:00:")
                .contains("of the callers give up", "To answer 80% within 20 seconds it would take");
        assertThat(scaled.breaks().missing()).isBetween(5, 60);

        var written = rehearse(inMessage, SCALED, seed);
        assertThat(givenUp(written)).isLessThan(0.10);
        assertThat(calls(written).offered()).isLessThan(calls(scaled).offered() / 5);
        assertThat(written.resolution().resolved())
                .isGreaterThan(1.8 * scaled.resolution().resolved());
        assertThat(written.resolution().noPerson()).isGreaterThan(0.25);
    }

    @org.junit.jupiter.api.Test
    void more_people_on_the_telephone_lose_fewer_callers() {
        double before = 1;
        for (int people : new int[] {8, 17, 40, 90}) {
            var lines = Shipped.text("rehearsals/collections.lines.yaml")
                    .replace("\"08-18\": 17, \"18-20\": 12", "\"08-20\": " + people);
            assertThat(lines).contains("\"08-20\": " + people);
            var plan =
                    io.throughline.rehearsal.people.FloorReader.read("lines", lines, java.util.List.of(call), SCALED);
            double now = givenUp(
                    Rehearsal.run(call, Shipped.LAW, Shipped.behaviour(call, inMessage), plan, SCALED, 7, _ -> {}));
            assertThat(now).isLessThan(before);
            before = now;
        }
        assertThat(before).isLessThan(0.02);
    }
}
