package io.throughline.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaysTest {
    @Test
    void the_federal_holidays_of_2026_are_those_that_opm_lists() {
        assertThat(holidays(2026))
                .containsExactly(
                        "2026-01-01",
                        "2026-01-19",
                        "2026-02-16",
                        "2026-05-25",
                        "2026-06-19",
                        "2026-07-03",
                        "2026-07-04",
                        "2026-09-07",
                        "2026-10-12",
                        "2026-11-11",
                        "2026-11-26",
                        "2026-12-25");
    }

    @Test
    void new_year_on_a_saturday_is_kept_on_the_friday_before() {
        assertThat(Days.isBusinessDay(LocalDate.of(2027, 12, 31))).isFalse();
    }

    private static List<String> holidays(int year) {
        return Stream.iterate(LocalDate.of(year, 1, 1), day -> day.getYear() == year, day -> day.plusDays(1))
                .filter(Days::isFederalHoliday)
                .map(LocalDate::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-04-03, true", "2026-04-06, true", "2026-05-04, true", "2026-05-25, true", "2026-08-31, true",
                "2026-12-25, true",
        "2026-12-28, true", "2026-12-26, false", "2027-12-27, true", "2027-12-28, true", "2028-01-03, true",
                "2025-04-21, true",
        "2026-07-04, false"
    })
    void the_bank_holidays_of_england_and_wales(LocalDate day, boolean expected) {
        assertThat(Days.isBankHoliday(day)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2028-02-29, 3, 2031-03-01", "2028-02-29, 4, 2032-02-29", "2026-06-16, 6, 2032-06-16"})
    void an_anniversary_of_the_leap_day_falls_on_the_first_of_march(LocalDate day, int years, LocalDate expected) {
        assertThat(LocalDate.ofEpochDay(Days.anniversary(day.toEpochDay(), years)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2026-06-01, 5, 2026-06-08", "2026-06-17, 5, 2026-06-25", "2026-09-03, 3, 2026-09-09"})
    void business_days_leave_out_weekends_and_holidays(LocalDate day, int count, LocalDate expected) {
        assertThat(LocalDate.ofEpochDay(Days.addBusinessDays(day.toEpochDay(), count)))
                .isEqualTo(expected);
        assertThat(Days.businessDays(day.toEpochDay(), expected.toEpochDay())).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"' Stop. '|STOP", "'“Stop!”'|STOP", "'opt-out'|OPT-OUT", "'StopAll\n'|STOPALL", "'¿ayuda?'|AYUDA"})
    void a_keyword_has_no_case_blanks_or_punctuation_around_it(String text, String keyword) {
        assertThat(Words.keyword(text)).isEqualTo(keyword);
    }

    @ParameterizedTest
    @CsvSource({
        "4111 1111 1111 1111, true",
        "4111-1111-1111-1112, false",
        "call 612 555 0100, false",
        "5500000000000004!, true"
    })
    void a_card_number_has_the_right_check_digit(String text, boolean expected) {
        assertThat(Words.hasCardNumber(text)).isEqualTo(expected);
    }
}
