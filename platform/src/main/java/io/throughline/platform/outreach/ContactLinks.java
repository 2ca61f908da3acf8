package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;

/// Port for the links that messages carry; implemented by identity.
public interface ContactLinks {
    /// A new signed, expiring link for a case, bound to the channel and address it is sent to. Only its hash is
    /// kept.
    ///
    /// @return the absolute URL, ready for the message; short, for it counts in a text
    String create(String caseId, String customerId, String contactId, Channel channel);
}
