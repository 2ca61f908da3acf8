package io.throughline.records;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// What CEL lacks for working with amounts that a foreign system keeps as floating point numbers.
final class Arithmetic {
    private Arithmetic() {}

    /// `sum(list)`: the numbers added up from the first to the last, beginning with 0.
    ///
    /// @throws IllegalArgumentException if something in the list is not a number
    static double sum(List<?> numbers) {
        double sum = 0;
        for (var number : numbers) {
            if (!(number instanceof Number one)) {
                throw new IllegalArgumentException("sum() adds numbers only");
            }
            sum += one.doubleValue();
        }
        return sum;
    }

    /// `cents(number)`: rounded to two decimals, halves to the even digit, from the number's exact value.
    static double cents(double amount) {
        return new BigDecimal(amount).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
    }

    /// `calculate(text)`: the value of an expression of numbers, `+ - * /` and brackets, to two decimals.
    ///
    /// @throws IllegalArgumentException if the text is anything else
    static double calculate(String expression) {
        var reading = new Reading(expression);
        double value = reading.sum();
        if (reading.at < expression.length() || !Double.isFinite(value)) {
            throw new IllegalArgumentException("not a calculation: " + expression);
        }
        return cents(value);
    }

    /// Reads from left to right: sums of products of signed numbers or brackets.
    private static final class Reading {
        private static final int DEEPEST = 50;
        private final String text;
        private int at;
        private int depth;

        Reading(String text) {
            this.text = text;
        }

        double sum() {
            double value = product();
            while (true) {
                if (sees('+')) {
                    value += product();
                } else if (sees('-')) {
                    value -= product();
                } else {
                    return value;
                }
            }
        }

        private double product() {
            double value = factor();
            while (true) {
                if (sees('*')) {
                    value *= factor();
                } else if (sees('/')) {
                    value /= factor();
                } else {
                    return value;
                }
            }
        }

        private double factor() {
            if (++depth > DEEPEST) {
                throw new IllegalArgumentException("the calculation is nested too deeply");
            }
            try {
                if (sees('-')) {
                    return -factor();
                }
                if (sees('+')) {
                    return factor();
                }
                if (sees('(')) {
                    double value = sum();
                    if (!sees(')')) {
                        throw new IllegalArgumentException("a bracket is not closed: " + text);
                    }
                    return value;
                }
                return number();
            } finally {
                depth--;
            }
        }

        private double number() {
            int start = at;
            while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            double value = Double.parseDouble(text.substring(start, at)); // an empty one is refused here too
            skip();
            return value;
        }

        private boolean sees(char sign) {
            skip();
            if (at < text.length() && text.charAt(at) == sign) {
                at++;
                skip();
                return true;
            }
            return false;
        }

        private void skip() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }
    }
}
