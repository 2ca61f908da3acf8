package io.throughline.sandbox;

import java.util.Map;
import java.util.Optional;

/// What the platform must know to be let in. Comes in the environment, never on the command line.
///
/// @param smppPassword empty: any password is accepted
record SandboxSecrets(Optional<String> smppPassword, String stripeKey, String webhookSecret) {
    static SandboxSecrets of(Map<String, String> environment) {
        return new SandboxSecrets(
                Optional.ofNullable(environment.get("THROUGHLINE_SMPP_PASSWORD")),
                environment.getOrDefault("THROUGHLINE_STRIPE_SECRET_KEY", "sk_test_sandbox"),
                environment.getOrDefault("THROUGHLINE_STRIPE_WEBHOOK_SECRET", "whsec_sandbox"));
    }

    @Override
    public String toString() {
        return "SandboxSecrets";
    }
}
