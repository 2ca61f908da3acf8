package io.throughline.rehearsal.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest {
    private static final double CLOSE = 3; // percent
    /// Finer than the milliseconds of the product, so that rounding is not what is measured.
    private static final double TICKS = 1_000;

    /// A line with Poisson arrivals and exponential times, all in seconds; patience 0 is endless.
    private static Line play(double rate, double handle, double patience, int people, int calls, long seed) {
        var agenda = new Agenda(0);
        var line = new Line("phones", Staff.always(people), (long) (20 * TICKS), agenda);
        var dice = new SplittableRandom(seed);
        new Object() {
            private int left = calls;

            void next() {
                if (left-- > 0) {
                    agenda.in(exponential(1 / rate), () -> {
                        line.call(
                                new Call(exponential(handle), patience == 0 ? Waiting.FOREVER : exponential(patience)));
                        next();
                    });
                }
            }

            private long exponential(double mean) {
                return Math.round(-Math.log(1 - dice.nextDouble()) * mean * TICKS);
            }
        }.next();
        agenda.run(Waiting.FOREVER - 1);
        return line;
    }

    private static final class Call extends Waiting {
        private final long handle;
        private final long patience;

        Call(long handle, long patience) {
            this.handle = handle;
            this.patience = patience;
        }

        @Override
        protected long handle() {
            return handle;
        }

        @Override
        protected long patience() {
            return patience;
        }

        @Override
        protected void done() {}
    }

    /// The loads are rows of the published table, from half busy to 88 % busy.
    @ParameterizedTest
    @CsvSource({
        "30,120,2",
        "30,180,3",
        "30,240,3",
        "30,300,3",
        "30,420,5",
        "60,180,4",
        "60,300,6",
        "120,240,10",
        "120,300,12",
        "240,300,24",
        "480,240,36",
        "600,360,68"
    })
    void waits_are_those_of_erlang_c(double perHour, double handle, int people) {
        double rate = perHour / 3600;
        var exact = new ErlangC(rate, handle, people);
        var line = play(rate, handle, 0, people, 8_000_000, 20261122);
        assertThat(line.calls().waits().mean() / TICKS).isCloseTo(exact.meanWait(), Percentage.withPercentage(CLOSE));
        assertThat(line.calls().all().inTarget() / (double) line.calls().all().offered())
                .isCloseTo(exact.answeredWithin(20), Percentage.withPercentage(CLOSE));
        assertThat(line.calls().all().left()).isZero();
    }

    /// Handle time 6 minutes; from an easy day to five times what the people can take.
    @ParameterizedTest
    @CsvSource({
        "0.6,3,180",
        "0.8,5,180",
        "0.9,10,60",
        "0.95,10,180",
        "1.0,10,180",
        "1.0,40,300",
        "1.1,20,180",
        "1.3,20,240",
        "1.6,20,180",
        "2.0,12,120",
        "3.0,20,180",
        "5.0,20,180"
    })
    void waits_and_losses_are_those_of_erlang_a(double busy, int people, double patience) {
        double handle = 360;
        double rate = busy * people / handle;
        var exact = new ErlangA(rate, handle, patience, people);
        var line = play(rate, handle, patience, people, 4_000_000, 20261123);
        var all = line.calls().all();
        assertThat(line.calls().waits().mean() / TICKS).isCloseTo(exact.meanWait(), Percentage.withPercentage(CLOSE));
        assertThat(all.left() / (double) all.offered()).isCloseTo(exact.abandons(), Percentage.withPercentage(CLOSE));
        assertThat(all.inTarget() / (double) all.offered()).isCloseTo(exact.answeredWithin(20), within(0.005));
        assertThat(all.answered() + all.left()).isEqualTo(all.offered());
    }

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    private static Staff office() {
        int[] byHour = new int[24];
        for (int hour = 9; hour < 17; hour++) {
            byHour[hour] = hour < 12 ? 1 : 2;
        }
        return new Staff(CHICAGO, EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), byHour);
    }

    private static long at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(CHICAGO).toInstant().toEpochMilli();
    }

    @Test
    void nobody_is_there_at_night_and_at_the_weekend() {
        var staff = office();
        assertThat(staff.at(at("2026-11-20T16:59"))).isEqualTo(2);
        assertThat(staff.at(at("2026-11-20T17:00"))).isZero();
        assertThat(staff.at(at("2026-11-21T10:00"))).isZero();
        assertThat(Instant.ofEpochMilli(staff.moreThan(0, at("2026-11-20T17:30"))))
                .isEqualTo(Instant.ofEpochMilli(at("2026-11-23T09:00")));
        assertThat(staff.moreThan(1, at("2026-11-23T10:30"))).isEqualTo(at("2026-11-23T12:00"));
        assertThat(staff.moreThan(2, at("2026-11-23T10:30"))).isEqualTo(Waiting.FOREVER);
    }

    private static final class Piece extends Waiting {
        private final String name;
        private final List<String> told;
        private final Agenda agenda;
        private boolean isWanted = true;

        Piece(String name, List<String> told, Agenda agenda) {
            this.name = name;
            this.told = told;
            this.agenda = agenda;
        }

        @Override
        protected long handle() {
            return 30 * 60_000;
        }

        @Override
        protected boolean isWanted() {
            return isWanted;
        }

        @Override
        protected void done() {
            told.add(name + " "
                    + Instant.ofEpochMilli(agenda.now()).atZone(CHICAGO).toLocalTime());
        }
    }

    @Test
    void work_waits_for_the_morning_calls_go_first_and_more_people_take_more() {
        var agenda = new Agenda(at("2026-11-22T12:00"));
        var line = new Line("desk", office(), 20_000, agenda);
        var told = new ArrayList<String>();
        for (int i = 1; i <= 8; i++) {
            line.work(new Piece("work" + i, told, agenda));
        }
        agenda.at(at("2026-11-23T09:10"), () -> line.call(new Piece("call", told, agenda)));
        agenda.run(at("2026-11-24T00:00"));
        assertThat(told)
                .containsExactly(
                        "work1 09:30",
                        "call 10:00",
                        "work2 10:30",
                        "work3 11:00",
                        "work4 11:30",
                        "work5 12:00",
                        "work6 12:30",
                        "work7 12:30",
                        "work8 13:00");
        assertThat(line.unfinished()).isZero();
    }

    @Test
    void work_that_went_elsewhere_takes_nobodys_time() {
        var agenda = new Agenda(at("2026-11-22T12:00"));
        var line = new Line("desk", office(), 20_000, agenda);
        var told = new ArrayList<String>();
        var gone = new Piece("gone", told, agenda);
        line.work(gone);
        line.work(new Piece("here", told, agenda));
        gone.isWanted = false;
        assertThat(line.unfinished()).isEqualTo(1);
        agenda.run(at("2026-11-24T00:00"));
        assertThat(told).containsExactly("here 09:30");
        assertThat(line.work().all().answered()).isEqualTo(1);
    }

    @Test
    void busy_time_falls_into_the_hours_over_which_it_goes() {
        var agenda = new Agenda(at("2026-11-23T09:45"));
        var line = new Line("desk", office(), 20_000, agenda);
        line.work(new Piece("one", new ArrayList<>(), agenda));
        agenda.run(at("2026-11-24T00:00"));
        assertThat(line.work().hours().get(at("2026-11-23T09:00")).occupancy()).isEqualTo(0.25);
        assertThat(line.work().hours().get(at("2026-11-23T10:00")).occupancy()).isEqualTo(0.25);
    }
}
