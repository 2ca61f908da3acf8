package io.throughline.rehearsal.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ErlangTest {
    private static final Path REFERENCE = Path.of("..", "..", "shared", "data", "queue", "erlang_reference.csv");

    @Test
    void b_is_the_sum_that_erlang_wrote_down() {
        for (int people : new int[] {1, 2, 7, 30}) {
            for (double load : new double[] {0.3, 1, 5.5, 40}) {
                assertThat(ErlangB.blocking(load, people)).isCloseTo(sum(load, people), within(1e-14));
            }
        }
        assertThat(ErlangB.blocking(3, 0)).isEqualTo(1);
    }

    /// a^n/n! over the sum of a^k/k!, with 60 digits.
    private static double sum(double load, int people) {
        var context = new MathContext(60);
        var term = BigDecimal.ONE;
        var all = BigDecimal.ONE;
        for (int k = 1; k <= people; k++) {
            term = term.multiply(new BigDecimal(load), context).divide(BigDecimal.valueOf(k), context);
            all = all.add(term, context);
        }
        return term.divide(all, context).doubleValue();
    }

    @Test
    void b_stays_sound_where_powers_and_factorials_overflow() {
        assertThat(ErlangB.blocking(20_000, 20_000)).isBetween(0.0055, 0.0057); // ~ sqrt(2/(pi n))
        assertThat(ErlangB.blocking(1, 400)).isGreaterThanOrEqualTo(0).isLessThan(1e-300);
    }

    @Test
    void c_is_what_the_published_table_says() throws Exception {
        Assumptions.assumeTrue(Files.exists(REFERENCE), "skipped: " + REFERENCE + " is not on this machine");
        int rows = 0;
        for (var line : Files.readAllLines(REFERENCE).stream().skip(1).toList()) {
            double[] row = java.util.Arrays.stream(line.split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            var queue = new ErlangC(row[0] / 3600, row[1], (int) row[2]);
            assertThat(queue.load()).isCloseTo(row[3], within(1e-6));
            assertThat(ErlangB.blocking(queue.load(), queue.people())).isCloseTo(row[5], within(1e-8));
            assertThat(queue.waits()).isCloseTo(row[6], within(1e-8));
            assertThat(queue.meanWait()).isCloseTo(row[7], Percentage.withPercentage(1e-4));
            assertThat(queue.answeredWithin(20)).isCloseTo(row[8], within(1e-7));
            assertThat(queue.meanQueue()).isCloseTo(row[9], Percentage.withPercentage(1e-4));
            rows++;
        }
        assertThat(rows).isEqualTo(184);
    }

    @Test
    void c_refuses_a_load_that_would_queue_without_end() {
        assertThatThrownBy(() -> new ErlangC(1, 10, 10)).hasMessageContaining("10.0 erlangs needs more than 10");
    }

    /// The formulas of Mandelbaum and Zeltyn, Service engineering in action: the Palm/Erlang-A queue, 2007,
    /// section 3: A(x,y) = 1 + sum of y^j / ((x+1)...(x+j)), with Erlang's B. The code solves the process
    /// state by state instead.
    @Test
    void a_is_the_closed_form_by_the_incomplete_gamma_function() {
        for (int people : new int[] {1, 3, 10, 50, 120}) {
            for (double share : new double[] {0.3, 0.7, 0.95, 1.0, 1.2, 1.8}) {
                for (double patience : new double[] {20, 180, 900}) {
                    double handle = 240;
                    double rate = share * people / handle;
                    var queue = new ErlangA(rate, handle, patience, people);
                    double a = a(people * patience / handle, rate * patience);
                    double b = ErlangB.blocking(rate * handle, people);
                    double waits = a * b / (1 + (a - 1) * b);
                    double gaveUp = 1 / (share * a) + 1 - 1 / share;
                    var at = people + " people, load " + share + ", patience " + patience;
                    assertThat(queue.waits()).as(at).isCloseTo(waits, within(1e-9));
                    assertThat(queue.abandons()).as(at).isCloseTo(waits * gaveUp, within(1e-9));
                    assertThat(queue.meanWait()).as(at).isCloseTo(waits * gaveUp * patience, within(1e-6));
                }
            }
        }
    }

    private static double a(double x, double y) {
        double term = 1;
        double sum = 1;
        for (int j = 1; term > sum * 1e-18; j++) {
            term *= y / (x + j);
            sum += term;
        }
        return sum;
    }

    /// Whoever is not answered at once is answered later or gives up, however long the time is.
    @Test
    void a_answers_in_the_end_all_who_do_not_give_up() {
        for (double load : new double[] {5, 9.5, 12, 30}) {
            var queue = new ErlangA(load / 300, 300, 120, 10);
            assertThat(queue.answeredWithin(3_000)).isCloseTo(1 - queue.abandons(), within(1e-5));
            assertThat(queue.answeredWithin(0)).isCloseTo(1 - queue.waits(), within(1e-12));
            assertThat(queue.answeredWithin(20)).isBetween(queue.answeredWithin(10), queue.answeredWithin(30));
        }
    }

    @Test
    void a_becomes_c_when_nobody_gives_up() {
        var patient = new ErlangA(0.8 * 12 / 300, 300, 1e9, 12);
        var endless = new ErlangC(0.8 * 12 / 300, 300, 12);
        assertThat(patient.waits()).isCloseTo(endless.waits(), within(1e-5));
        assertThat(patient.meanWait()).isCloseTo(endless.meanWait(), Percentage.withPercentage(0.01));
        assertThat(patient.answeredWithin(20)).isCloseTo(endless.answeredWithin(20), within(1e-5));
    }

    @Test
    void a_stays_sound_at_forty_times_the_load_and_with_a_thousand_people() {
        var drowned = new ErlangA(40 * 20 / 360.0, 360, 600, 20);
        assertThat(drowned.abandons()).isCloseTo(1 - 1 / 40.0, within(1e-9));
        assertThat(drowned.answeredWithin(20)).isBetween(0.0, 1e-6);
        var large = new ErlangA(1_000 / 300.0, 300, 180, 1_000);
        assertThat(large.abandons()).isBetween(0.001, 0.05);
        assertThat(large.occupancy()).isBetween(0.95, 1.0);
    }

    @Test
    void the_people_needed_are_the_fewest_that_reach_the_target() {
        for (double load : new double[] {0.5, 4, 20, 150}) {
            int needed = ErlangA.needed(load / 300, 300, 150, 0.8, 20);
            assertThat(new ErlangA(load / 300, 300, 150, needed).answeredWithin(20))
                    .isGreaterThanOrEqualTo(0.8);
            if (needed > 1) {
                assertThat(new ErlangA(load / 300, 300, 150, needed - 1).answeredWithin(20))
                        .isLessThan(0.8);
            }
        }
    }
}
