package io.throughline.platform.identity;

import io.throughline.engine.By.Channel;
import java.time.Instant;

/// Somebody with a page open: the link that brought them and what this session has proven. Holding
/// a link proves nothing about the person.
///
/// @param session keyed hash of the session id; the id itself is in the cookie only
/// @param link keyed hash of the link's token
/// @param channel where the link was sent
/// @param factsConfirmed whether this session has given the right known facts, a first half where two are needed
/// @param verified whether this session is the proven right party's
public record Visitor(
        String session,
        String link,
        String caseId,
        String customerId,
        String contactId,
        Channel channel,
        Instant linkExpires,
        boolean factsConfirmed,
        boolean verified) {
    @Override
    public String toString() {
        return "Visitor[" + caseId + (verified ? ", verified" : "") + "]";
    }
}
