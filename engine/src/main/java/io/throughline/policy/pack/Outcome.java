package io.throughline.policy.pack;

import java.util.Locale;

/// What a clause says when it is met.
public sealed interface Outcome {
    String reason();

    record Deny(String reason) implements Outcome {}

    /// @param obligation what must be done before
    record Require(String obligation, String reason) implements Outcome {}

    /// In words, such as `deny CEASE`.
    default String words() {
        return switch (this) {
            case Deny(var reason) -> "deny " + reason;
            case Require(var obligation, var reason) ->
                "require " + obligation.replace('_', ' ').toLowerCase(Locale.ROOT) + " (" + reason + ")";
        };
    }
}
