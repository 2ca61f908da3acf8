package io.throughline.policy;

import io.throughline.engine.By.Channel;

/// A contact somebody wants to make.
///
/// @param purpose why
public record ContactAction(Channel channel, Purpose purpose) {
    public enum Purpose {
        /// We start it: reminders about the account.
        OUTREACH,
        /// The customer has just asked for it on the page: a one-time code.
        REQUESTED,
        /// The result of what the customer did: a receipt.
        RECEIPT,
        /// The one confirmation of an opt-out.
        OPT_OUT_CONFIRMATION
    }
}
