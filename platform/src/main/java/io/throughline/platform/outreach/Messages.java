package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;

/// Messages outside a workflow's touches that another room needs to send, such as a one-time code.
public interface Messages {
    /// Sends a one-time code to the customer's phone, at their own request on the page, asking policy first.
    ///
    /// @return whether it was accepted, and if not, the rule
    Sending sendCode(String caseId, String customerId, String code);

    /// Answers of a sending.
    sealed interface Sending {
        record Sent(Channel channel, String endingIn) implements Sending {}

        /// @param detail what the rule says against it, for people
        record NotAllowed(String rule, String detail) implements Sending {}

        record NotSent(String reason) implements Sending {}
    }
}
