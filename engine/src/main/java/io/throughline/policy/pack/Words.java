package io.throughline.policy.pack;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What rules ask of words that people wrote.
final class Words {
    private static final Pattern DIGITS = Pattern.compile("(?<!\\d)\\d(?:[ -]?\\d){12,18}(?!\\d)");

    /// Replaced as a whole when one is added; the expressions are those of the packs, so they are few.
    private static volatile Map<String, com.google.re2j.Pattern> compiled = Map.of();

    private Words() {}

    /// As CEL's own `matches`, which would compile the expression anew each time.
    static boolean like(String text, String expression) {
        var pattern = compiled.get(expression);
        if (pattern == null) {
            pattern = com.google.re2j.Pattern.compile(expression);
            var more = new HashMap<>(compiled);
            more.put(expression, pattern);
            compiled = Map.copyOf(more);
        }
        return pattern.matcher(text).find();
    }

    /// The text as a keyword: trimmed, upper case, punctuation at its ends left out (CTIA Messaging
    /// Principles).
    static String keyword(String text) {
        return text.strip()
                .replaceAll("^[\\p{Punct}\\s“”‘’«»¡¿]+|[\\p{Punct}\\s“”‘’«»!?]+$", "")
                .toUpperCase(Locale.ROOT);
    }

    /// Whether 13 to 19 digits in it, with blanks or dashes between, satisfy the check digit of ISO/IEC
    /// 7812-1 (Luhn).
    static boolean hasCardNumber(String text) {
        return DIGITS.matcher(text)
                .results()
                .anyMatch(found -> isLuhn(found.group().replaceAll("\\D", "")));
    }

    private static boolean isLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = digit * 2;
            sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
