package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages that a colleague writes to the customer of a case, who is in touch with them. Policy is asked as for any
/// other.
public interface CaseMessages {
    /// Where the customer can be written to.
    ///
    /// @param ending the last four digits, or the domain
    record Place(Channel channel, String ending) {}

    List<Place> places(CaseState state);

    /// Sends it at most once for a key.
    ///
    /// @param subject of mail; null: the house's name
    /// @param withLink whether a link to the case's page comes behind the text
    /// @return whether it was accepted, and if not, the rule
    Messages.Sending send(
            CaseState state, Channel channel, @Nullable String subject, String text, boolean withLink, String key);
}
