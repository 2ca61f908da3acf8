package io.throughline.sandbox.processor;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a person typed into the card form. Nothing typed is ever shown again or kept.
///
/// @param card the card, when the number is one
/// @param errors what is wrong, by field, in the order of the form
record CardForm(Optional<TestCard> card, Map<String, String> errors) {

    static CardForm read(@Nullable String number, @Nullable String expiry, @Nullable String cvc, Instant now) {
        var errors = new LinkedHashMap<String, String>();
        var card = TestCard.numbered(digits(number));
        if (card.isEmpty()) {
            errors.put("cardNumber", "Enter the card number as it is on the card");
        }
        if (!isAhead(expiry, now)) {
            errors.put("expiry", "Enter an expiry date in the future, like 04/30");
        }
        String code = digits(cvc);
        if (code.length() < 3 || code.length() > 4) {
            errors.put("cvc", "Enter the 3 or 4 digits of the security code");
        }
        return new CardForm(card, errors);
    }

    private static String digits(@Nullable String typed) {
        if (typed == null || typed.length() > 40) {
            return "";
        }
        String bare = typed.replaceAll("[\\s-]", "");
        return bare.matches("[0-9]+") ? bare : "";
    }

    private static boolean isAhead(@Nullable String typed, Instant now) {
        if (typed == null || !typed.strip().matches("(0?[1-9]|1[0-2])\\s*/?\\s*(20)?[0-9]{2}")) {
            return false;
        }
        String bare = typed.strip().replaceAll("[\\s/]", "");
        String year = bare.substring(bare.length() - 2);
        String month = typed.contains("/")
                ? typed.strip().split("/")[0].strip()
                : bare.substring(0, bare.length() > 4 ? bare.length() - 4 : bare.length() - 2);
        return !YearMonth.of(2000 + Integer.parseInt(year), Integer.parseInt(month))
                .isBefore(YearMonth.from(now.atZone(ZoneOffset.UTC)));
    }
}
