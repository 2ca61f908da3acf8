package io.throughline.engine;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.throughline.engine.Answers.One;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what people type: leniently where the meaning is plain, with a message that says what to type where it is not.
final class Typed {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.US);
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12}|\\d{1,3}(?:,\\d{3}){1,3})(\\.\\d{1,3})?");
    private static final Pattern WHOLE = Pattern.compile("-?(\\d{1,12}|\\d{1,3}(?:,\\d{3}){1,3})");
    private static final Pattern EMAIL = Pattern.compile(
            "[^\\s@\"(),:;<>\\[\\]\\\\]{1,64}@(?:[\\p{L}\\d](?:[\\p{L}\\d-]{0,61}[\\p{L}\\d])?\\.)+\\p{L}[\\p{L}\\d-]{1,61}");
    private static final Set<String> YES = Set.of("yes", "y", "true", "on");
    private static final Set<String> NO = Set.of("no", "n", "false", "off");
    /// Postal codes that have a form of their own; elsewhere letters, digits, spaces and dashes are taken.
    private static final Map<String, Postal> POSTAL = Map.of(
            "US", new Postal("\\d{5}(-?\\d{4})?", "Enter a ZIP code of 5 digits, such as 75024"),
            "CA", new Postal("[A-Z]\\d[A-Z] ?\\d[A-Z]\\d", "Enter a postal code such as K1A 0B1"),
            "GB", new Postal("[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}", "Enter a postcode such as SW1A 1AA"),
            "DE", new Postal("\\d{5}", "Enter a postal code of 5 digits, such as 10115"),
            "AU", new Postal("\\d{4}", "Enter a postcode of 4 digits, such as 2000"));
    private static final Postal ELSEWHERE =
            new Postal("[A-Z\\d][A-Z\\d -]{1,9}", "Enter the postal code as on a letter");

    private Typed() {}

    private record Postal(String form, String words) {}

    static One read(Expected expected, String given) {
        var typed = given.strip();
        return switch (expected) {
            case Expected.Amount amount -> amount(amount, typed);
            case Expected.Day day -> day(day, typed);
            case Expected.Phone(var region) -> phone(region, typed);
            case Expected.Email() -> email(typed);
            case Expected.PostalCode(var country) -> postal(country, typed);
            case Expected.OneOf options -> oneOf(options, typed);
            case Expected.Words(var most) -> words(most, given);
            case Expected.Whole whole -> whole(whole, typed);
            case Expected.YesNo() -> yesNo(typed);
            case Expected.Upload _ -> throw new IllegalArgumentException("a document is not typed");
        };
    }

    private static One amount(Expected.Amount expected, String typed) {
        var example = Money.of(new BigDecimal("25"), expected.currency()).formatted();
        if (typed.isEmpty()) {
            return new One.Nothing("Enter an amount, such as " + example);
        }
        var symbol = java.util.Currency.getInstance(expected.currency()).getSymbol(Locale.US);
        var plain = typed.toUpperCase(Locale.ROOT)
                .replace(symbol, "")
                .replace(expected.currency(), "")
                .strip();
        if (!AMOUNT.matcher(plain).matches()) {
            return new One.Mistake("Enter an amount in numbers, such as " + example);
        }
        Money money;
        try {
            money = Money.of(new BigDecimal(plain.replace(",", "")), expected.currency());
        } catch (ArithmeticException e) {
            return new One.Mistake("Enter an amount with no more decimals than " + example);
        }
        if (expected.least() != null && money.compareTo(expected.least()) < 0) {
            return new One.Mistake("Enter at least " + expected.least().formatted());
        }
        if (expected.most() != null && money.compareTo(expected.most()) > 0) {
            return new One.Mistake("Enter no more than " + expected.most().formatted());
        }
        return new One.Value(money.toFact());
    }

    private static One day(Expected.Day expected, String typed) {
        if (typed.isEmpty()) {
            return new One.Nothing("Enter a day: month, day and year, such as 3/27/2026");
        }
        var day = Days.read(typed);
        if (day.isEmpty()) {
            return new One.Mistake("Enter a day that exists: month, day and year, such as 3/27/2026");
        }
        return isBefore(day.get(), expected.earliest())
                ? new One.Mistake("Choose " + DAY.format(expected.earliest()) + " or a later day")
                : isBefore(expected.latest(), day.get())
                        ? new One.Mistake("Choose " + DAY.format(expected.latest()) + " or an earlier day")
                        : new One.Value(day.get().toString());
    }

    private static boolean isBefore(
            @org.jspecify.annotations.Nullable LocalDate one, @org.jspecify.annotations.Nullable LocalDate other) {
        return one != null && other != null && one.isBefore(other);
    }

    private static One phone(String region, String typed) {
        var words = "Enter a phone number with its area code, such as " + example(region)
                + ", or with + and the country code";
        if (typed.isEmpty()) {
            return new One.Nothing(words);
        }
        try {
            var util = PhoneNumberUtil.getInstance();
            var number = util.parse(typed, region);
            if (isWhole(util.isPossibleNumberWithReason(number)) && !number.hasExtension()) {
                return new One.Value(util.format(number, PhoneNumberUtil.PhoneNumberFormat.E164));
            }
        } catch (NumberParseException e) {
            // falls through to the same words
        }
        return new One.Mistake(words);
    }

    /// A number without its area code may be possible, but nobody else could call it.
    private static boolean isWhole(PhoneNumberUtil.ValidationResult result) {
        return result == PhoneNumberUtil.ValidationResult.IS_POSSIBLE;
    }

    private static String example(String region) {
        var util = PhoneNumberUtil.getInstance();
        var example = util.getExampleNumber(region);
        return example == null ? "+1 201-555-0123" : util.format(example, PhoneNumberUtil.PhoneNumberFormat.NATIONAL);
    }

    private static One email(String typed) {
        if (typed.isEmpty()) {
            return new One.Nothing("Enter an e-mail address, such as name@example.com");
        }
        boolean good = typed.length() <= 254
                && EMAIL.matcher(typed).matches()
                && !typed.contains("..")
                && !typed.startsWith(".")
                && !typed.contains(".@");
        return good ? new One.Value(typed) : new One.Mistake("Enter a whole e-mail address, such as name@example.com");
    }

    private static One postal(String country, String typed) {
        var postal = POSTAL.getOrDefault(country, ELSEWHERE);
        if (typed.isEmpty()) {
            return new One.Nothing(postal.words());
        }
        var plain = typed.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (!plain.matches(postal.form())) {
            return new One.Mistake(postal.words());
        }
        boolean plusFour = country.equals("US") && plain.length() == 9;
        return new One.Value(plusFour ? plain.substring(0, 5) + "-" + plain.substring(5) : plain);
    }

    private static One oneOf(Expected.OneOf expected, String typed) {
        if (typed.isEmpty()) {
            return new One.Nothing("Choose one of these");
        }
        return expected.options().stream().anyMatch(option -> option.value().equals(typed))
                ? new One.Value(typed)
                : new One.Mistake("Choose one of these");
    }

    private static One words(int most, String given) {
        // control characters have no meaning for people and hide things from those who read it later
        var plain = given.replace("\r\n", "\n")
                .replaceAll("[\\p{Cntrl}&&[^\n]]", " ")
                .strip();
        if (plain.isEmpty()) {
            return new One.Nothing("Write an answer");
        }
        int length = plain.codePointCount(0, plain.length());
        return length > most
                ? new One.Mistake("Use " + most + " characters or fewer. You have " + length)
                : new One.Value(plain);
    }

    private static One whole(Expected.Whole expected, String typed) {
        if (typed.isEmpty()) {
            return new One.Nothing("Enter a number");
        }
        if (!WHOLE.matcher(typed).matches()) {
            return new One.Mistake("Enter a whole number, without decimals");
        }
        long number = Long.parseLong(typed.replace(",", ""));
        if (number < expected.least() || number > expected.most()) {
            return new One.Mistake("Enter a number from " + expected.least() + " to " + expected.most());
        }
        return new One.Value(number);
    }

    private static One yesNo(String typed) {
        var word = typed.toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return new One.Value(true);
        }
        if (NO.contains(word)) {
            return new One.Value(false);
        }
        return typed.isEmpty() ? new One.Nothing("Choose yes or no") : new One.Mistake("Choose yes or no");
    }
}
