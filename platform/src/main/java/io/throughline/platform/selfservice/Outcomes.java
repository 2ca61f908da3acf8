package io.throughline.platform.selfservice;

import io.throughline.engine.Prompt;
import java.util.List;

/// Words for how a case ended. An outcome without words of its own still gets true ones.
final class Outcomes {
    private Outcomes() {}

    static String heading(Prompt.Finished finished) {
        return switch (finished.outcome()) {
            case "paid" -> "Your payment is posted";
            case "plan-agreed" -> "Your plan is set up";
            case "promise-made" -> "Your promise is recorded";
            default -> finished.success() ? "This is done" : "This is closed";
        };
    }

    static List<String> next(Prompt.Finished finished) {
        return switch (finished.outcome()) {
            case "paid" -> List.of("Nothing more to do. The reference above is your proof.");
            case "plan-agreed" ->
                List.of("Pay on the days you agreed. If you cannot make a payment, call us before its day.");
            case "promise-made" -> List.of("Pay by the day you chose. If you cannot keep it, call us before it.");
            default -> List.of("There is nothing for you to do.");
        };
    }
}
