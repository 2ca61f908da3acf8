package io.throughline.policy;

import io.throughline.engine.By.Channel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message that somebody wants to send, with what is known of the person and the account. Read in the transaction
/// that claims the message.
///
/// @param subject the purpose of the workflow; empty: a message that is about no matter at all, such as a code
/// @param jurisdictions of the workflow, such as `US`; empty: not known
/// @param debt the account it is about; empty: none
/// @param endpoint the number or address it goes to
/// @param language of its words, such as `es`
/// @param content what the message carries beside its own words: `opt_out`
/// @param place what tells where the person is
/// @param consent facts of the group `consent`
/// @param account facts of the group `account`
/// @param history earlier contacts with the person, in any order
public record ContactFacts(
        ContactAction action,
        String subject,
        List<String> jurisdictions,
        String debt,
        String endpoint,
        String language,
        List<String> content,
        Place place,
        Map<String, Object> consent,
        Map<String, Object> account,
        List<Earlier> history) {
    public ContactFacts {
        jurisdictions = List.copyOf(jurisdictions);
        content = List.copyOf(content);
        consent = Map.copyOf(consent);
        account = Map.copyOf(account);
        history = List.copyOf(history);
    }

    /// What tells where the person is.
    ///
    /// @param state residence by postal code of the state, or ISO code such as `GB-ENG`; empty: not known
    /// @param number the number a message goes to, or another of the person's
    public record Place(String state, String zip, String number) {
        public static final Place UNKNOWN = new Place("", "", "");
    }

    /// One earlier contact, tried or made; names and words as in the fact model.
    ///
    /// @param purpose empty: nobody asked for it
    public record Earlier(
            Instant at,
            String channel,
            String direction,
            String result,
            @Nullable String debt,
            @Nullable String number,
            @Nullable String callee,
            boolean leftMessage,
            String purpose,
            @Nullable String subject) {
        /// A message of ours of which no more is known.
        public static Earlier sent(Channel channel, Instant at, @Nullable String debt, String purpose) {
            return new Earlier(at, channel.word(), "out", "sent", debt, null, null, true, purpose, null);
        }

        /// Something that came from the person.
        public static Earlier came(Channel channel, Instant at, @Nullable String debt) {
            return new Earlier(at, channel.word(), "in", "consumer_sent", debt, null, null, true, "", null);
        }

        /// The same as of `now` at the latest: what has been recorded has happened, also where another node's clock is
        /// ahead of ours.
        public Earlier notAfter(Instant now) {
            return at.isAfter(now)
                    ? new Earlier(now, channel, direction, result, debt, number, callee, leftMessage, purpose, subject)
                    : this;
        }

        Map<String, Object> facts() {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("t", at.atOffset(ZoneOffset.UTC));
            facts.put("ch", channel);
            facts.put("dir", direction);
            facts.put("res", result);
            put(facts, "debt", debt);
            put(facts, "num", number);
            put(facts, "callee", callee);
            facts.put("left_message", leftMessage);
            facts.put("purpose", purpose);
            put(facts, "subject", subject);
            return facts;
        }

        private static void put(Map<String, Object> facts, String name, @Nullable String value) {
            if (value != null && !value.isEmpty()) {
                facts.put(name, value);
            }
        }
    }

    /// The same with one more fact of the group `account`.
    public ContactFacts knowing(String name, Object value) {
        var more = new LinkedHashMap<>(account);
        more.put(name, value);
        return new ContactFacts(
                action, subject, jurisdictions, debt, endpoint, language, content, place, consent, more, history);
    }

    /// The same message to another number or address.
    public ContactFacts to(String address) {
        return new ContactFacts(
                action, subject, jurisdictions, debt, address, language, content, place, consent, account, history);
    }

    @Override
    public String toString() {
        return "ContactFacts[" + action + ", " + subject + ", " + history.size() + " contacts]";
    }
}
