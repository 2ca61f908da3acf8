package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;

/// Opt-outs that come in elsewhere than on the channel itself, such as "not meant for me" on the page.
public interface OptOuts {
    /// Stops outreach to the endpoint that `contactId` went to, before this returns. No confirmation is sent.
    void notMeant(String caseId, String customerId, Channel channel);
}
