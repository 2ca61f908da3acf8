package io.throughline.scenario;

import io.throughline.engine.By.Channel;
import io.throughline.policy.ContactFacts.Earlier;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a scenario starts from.
///
/// @param start of virtual time
/// @param channel on which the customer comes
/// @param language in which required words are acknowledged
/// @param facts by source, `trigger` among them: what the connected systems would answer
record Given(Instant start, Channel channel, String language, Map<String, Map<String, Object>> facts, Person person) {

    /// The customer, as identity and contact policy know them.
    ///
    /// @param known what they answer when asked who they are, by name of the question
    /// @param contacted earlier outreach to them
    /// @param knows facts of the group `account` of the policy packs, such as `bankruptcy`
    record Person(
            Map<String, String> known,
            Set<ZoneId> zones,
            Set<Channel> reachable,
            Set<Channel> consents,
            Set<Channel> stopped,
            List<Earlier> contacted,
            Map<String, Object> knows) {}
}
