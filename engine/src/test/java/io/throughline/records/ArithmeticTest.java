package io.throughline.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArithmeticTest {
    @ParameterizedTest
    @CsvSource({
        "2 + 2, 4.0",
        "2 * ((350 - 122) + (499 - 127)), 1200.0",
        "155.33 - 147.05 + 268.77 - 235.13, 41.92",
        "-3 * -(2), 6.0",
        "10 / 4 / 5, 0.5",
        "1/3, 0.33",
        "' 7 ', 7.0"
    })
    void a_calculation_follows_the_rules_of_arithmetic_to_two_decimals(String expression, double value) {
        assertThat(Arithmetic.calculate(expression)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2 +", "(1", "1)", "2 ** 3", "a + 1", "1 / 0", "1..2", "__import__('os')"})
    void anything_else_is_refused(String expression) {
        assertThatThrownBy(() -> Arithmetic.calculate(expression)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void brackets_cannot_be_nested_without_end() {
        assertThatThrownBy(() -> Arithmetic.calculate("(".repeat(10_000) + "1" + ")".repeat(10_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cents_round_the_exact_value_of_a_number_half_to_even() {
        assertThat(Arithmetic.cents(2.675)).as("a little below 2.675 in binary").isEqualTo(2.67);
        assertThat(Arithmetic.cents(0.125)).isEqualTo(0.12);
        assertThat(Arithmetic.cents(-16.630000000000003)).isEqualTo(-16.63);
    }

    @Test
    void sums_are_added_from_the_first_to_the_last() {
        assertThat(Arithmetic.sum(List.of(0.1, 0.2, 0.3))).isEqualTo(0.1 + 0.2 + 0.3);
        assertThat(Arithmetic.sum(List.of())).isZero();
        assertThatThrownBy(() -> Arithmetic.sum(List.of("1"))).isInstanceOf(IllegalArgumentException.class);
    }
}
