package io.throughline.platform.outreach;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that rules about contact ask of a person: what was tried and said, what is consented
/// to and refused, where they may be. [#facts()] has it by the words of the compliance cases:
/// `contact_history`, `consent_state`, `account_flags`, and `location` beside them.
///
/// @param history oldest first; a contact about several debts comes once for each
public record ContactRecord(
        String person,
        Instant asOf,
        List<Made> history,
        Map<String, Map<String, Object>> consent,
        Map<String, Object> flags,
        List<Signal> location) {

    /// One contact, tried or made.
    ///
    /// @param id the same for the lines of one contact about several debts
    /// @param ch `voice`, `voice_prerecorded`, `sms`, `email`, `letter` or `chat`
    /// @param dir `out` or `in`
    /// @param res `no_answer`, `voicemail`, `conversation`, `dropped_after_answer`, `busy`, `not_in_service`,
    /// `wrong_number_learned`, `delivered`, `undeliverable`, `sent` (no receipt yet) or `consumer_sent`
    /// @param debt the account; null: none known
    /// @param callee null: the consumer
    public record Made(
            String id,
            Instant t,
            String ch,
            String dir,
            String res,
            @Nullable String debt,
            @Nullable String endpoint,
            @Nullable String num,
            @Nullable String callee,
            boolean leftMessage,
            @Nullable String subject,
            String source) {

        Map<String, Object> facts() {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("t", t.toString());
            facts.put("ch", ch);
            facts.put("dir", dir);
            facts.put("res", res);
            put(facts, "debt", debt);
            put(facts, "endpoint", endpoint);
            put(facts, "num", num);
            put(facts, "callee", callee);
            if (leftMessage) {
                facts.put("left_message", true);
            }
            put(facts, "subject", subject);
            facts.put("source", source);
            facts.put("contact", id);
            return facts;
        }
    }

    /// One sign of where a person is.
    ///
    /// @param kind `statement`, `zip` or `area_code`, the more telling first
    /// @param zones all it may mean
    /// @param until the last day a statement holds; null: no end was said
    public record Signal(
            String kind,
            String value,
            Set<ZoneId> zones,
            @Nullable Instant said,
            @Nullable LocalDate until,
            String source) {}

    /// Calls and messages of ours about a debt since an instant.
    public List<Made> attempts(String debt, Instant since) {
        return history.stream()
                .filter(made -> made.dir().equals("out")
                        && debt.equals(made.debt())
                        && !made.t().isBefore(since))
                .toList();
    }

    /// Conversations about a debt, whoever began them.
    public List<Made> conversations(String debt, Instant since) {
        return history.stream()
                .filter(made -> made.res().equals("conversation")
                        && debt.equals(made.debt())
                        && !made.t().isBefore(since))
                .toList();
    }

    /// The same as plain maps, lists and texts.
    public Map<String, Object> facts() {
        var places = new ArrayList<Map<String, Object>>();
        for (var signal : location) {
            var place = new LinkedHashMap<String, Object>();
            place.put("kind", signal.kind());
            place.put("value", signal.value());
            place.put(
                    "zones", signal.zones().stream().map(ZoneId::getId).sorted().toList());
            put(place, "said", signal.said() == null ? null : signal.said().toString());
            put(place, "until", signal.until() == null ? null : signal.until().toString());
            place.put("source", signal.source());
            places.add(place);
        }
        return Map.of(
                "person", person,
                "as_of", asOf.toString(),
                "contact_history", history.stream().map(Made::facts).toList(),
                "consent_state", consent,
                "account_flags", flags,
                "location", places);
    }

    private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    @Override
    public String toString() {
        return "ContactRecord[" + person + ", " + history.size() + " contacts]";
    }
}
