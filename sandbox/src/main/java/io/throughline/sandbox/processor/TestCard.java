package io.throughline.sandbox.processor;

import java.util.Map;
import java.util.Optional;

/// What a card does when it is charged. The number itself is looked at here and goes no further.
///
/// @param brand the card's scheme
/// @param last4 all that is kept of its number
/// @param behaviour what its issuer answers
record TestCard(String brand, String last4, Behaviour behaviour) {

    /// What the issuer answers.
    sealed interface Behaviour {
        record Succeeds() implements Behaviour {}

        record Declines(String code, String declineCode, String message) implements Behaviour {}

        /// The holder must prove themself first.
        record Challenges() implements Behaviour {}

        /// The charge is made, and the answer does not come in time.
        record SucceedsLate() implements Behaviour {}
    }

    private static final Behaviour DECLINED =
            new Behaviour.Declines("card_declined", "generic_decline", "Your card was declined.");

    private static final Map<String, Behaviour> BY_NUMBER = Map.ofEntries(
            Map.entry("4242424242424242", new Behaviour.Succeeds()),
            Map.entry("4000056655665556", new Behaviour.Succeeds()),
            Map.entry("5555555555554444", new Behaviour.Succeeds()),
            Map.entry("378282246310005", new Behaviour.Succeeds()),
            Map.entry("4000000000000002", DECLINED),
            Map.entry(
                    "4000000000009995",
                    new Behaviour.Declines("card_declined", "insufficient_funds", "Your card has insufficient funds.")),
            Map.entry(
                    "4000000000000069",
                    new Behaviour.Declines("expired_card", "expired_card", "Your card has expired.")),
            Map.entry(
                    "4000000000000127",
                    new Behaviour.Declines(
                            "incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.")),
            Map.entry(
                    "4000000000000119",
                    new Behaviour.Declines(
                            "processing_error",
                            "processing_error",
                            "An error occurred while processing your card. Try again in a little bit.")),
            Map.entry("4000002500003155", new Behaviour.Challenges()),
            Map.entry("4000002760003184", new Behaviour.Challenges()),
            Map.entry("4000000000004954", new Behaviour.SucceedsLate()));

    private static final Map<String, String> BY_METHOD = Map.of(
            "pm_card_visa", "4242424242424242",
            "pm_card_mastercard", "5555555555554444",
            "pm_card_amex", "378282246310005",
            "pm_card_chargeDeclined", "4000000000000002",
            "pm_card_visa_chargeDeclined", "4000000000000002",
            "pm_card_chargeDeclinedInsufficientFunds", "4000000000009995",
            "pm_card_visa_chargeDeclinedInsufficientFunds", "4000000000009995",
            "pm_card_authenticationRequired", "4000002760003184");

    /// The card of a number, digits only; empty when no card can have it.
    static Optional<TestCard> numbered(String digits) {
        if (digits.length() < 12 || digits.length() > 19 || !passesLuhn(digits)) {
            return Optional.empty();
        }
        var behaviour = BY_NUMBER.getOrDefault(
                digits,
                new Behaviour.Declines(
                        "card_declined", "test_mode_live_card", "Your card was declined. Use a test card here."));
        return Optional.of(new TestCard(brand(digits), digits.substring(digits.length() - 4), behaviour));
    }

    /// The card behind one of the API's ready-made payment methods.
    static Optional<TestCard> ofMethod(String paymentMethod) {
        return Optional.ofNullable(BY_METHOD.get(paymentMethod)).flatMap(TestCard::numbered);
    }

    private static String brand(String digits) {
        return switch (digits.charAt(0)) {
            case '4' -> "visa";
            case '5', '2' -> "mastercard";
            case '3' -> "amex";
            case '6' -> "discover";
            default -> "unknown";
        };
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
