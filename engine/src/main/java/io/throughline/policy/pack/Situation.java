package io.throughline.policy.pack;

import io.throughline.policy.place.Location;
import io.throughline.policy.place.Places;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What somebody wants to do, to whom and when, with everything that is known. Immutable.
///
/// @param at the instant asked about; its zone is that of the caller and counts only where no place is
///     known
/// @param state residence, a postal code of a US state or an ISO code such as GB-ENG; empty if not
///     known
/// @param areaState the state of the area code, where it lies in one
/// @param history earlier contacts, in any order
public record Situation(
        String jurisdiction,
        String industry,
        String actor,
        String channel,
        String actionName,
        ZonedDateTime at,
        String state,
        String areaState,
        String zip,
        String areaCode,
        List<Facts> history,
        Facts consent,
        Facts account,
        Facts action,
        Facts consumer) {
    /// How long a statement about one's whereabouts holds that gives no end (house).
    private static final int STATEMENT_DAYS = 7;

    public Situation {
        history = List.copyOf(history);
    }

    static Situation of(
            FactModel model,
            Map<String, String> who,
            ZonedDateTime at,
            List<Facts> history,
            Facts consent,
            Facts account,
            Facts action) {
        var zip = who.getOrDefault("consumer_zip", "");
        var areaCode = who.getOrDefault("area_code", "");
        var byZip = Places.tables().ofZip(zip).map(Places.Place::state).orElse("");
        var stated = who.getOrDefault("consumer_state", "");
        var state = stated.isEmpty() ? byZip : stated;
        var areaState =
                Places.tables().ofAreaCode(areaCode).map(Places.Place::state).orElse("");
        var consumer = new LinkedHashMap<String, Object>();
        consumer.put("state", state);
        consumer.put("zip_state", byZip);
        consumer.put("area_state", areaState);
        consumer.put("zip", zip);
        consumer.put("area_code", areaCode);
        return new Situation(
                who.getOrDefault("jurisdiction", ""),
                who.getOrDefault("industry", ""),
                who.getOrDefault("actor", ""),
                who.getOrDefault("channel", ""),
                who.getOrDefault("action", ""),
                at,
                state,
                areaState,
                zip,
                areaCode,
                history,
                consent,
                account,
                action,
                new Facts(model, model.group("consumer"), Map.copyOf(consumer)));
    }

    /// Who does what to whom, and what tells where the person is.
    ///
    /// @param state residence, or empty; a ZIP tells it too
    /// @param areaCode an area code or a whole number
    public record Asked(
            String jurisdiction,
            String industry,
            String actor,
            String channel,
            String action,
            String state,
            String zip,
            String areaCode) {}

    /// One told by a program; see [FactSheet].
    public static Situation of(
            Policy policy, Asked asked, Instant at, List<Facts> history, Facts consent, Facts account, Facts action) {
        var byZip = Places.tables().ofZip(asked.zip()).map(Places.Place::state).orElse("");
        var areaState = Places.tables()
                .ofAreaCode(asked.areaCode())
                .map(Places.Place::state)
                .orElse("");
        var state = asked.state().isEmpty() ? byZip : asked.state();
        var consumer = new FactSheet(policy, "consumer")
                .say("state", state)
                .say("zip_state", byZip)
                .say("area_state", areaState)
                .say("zip", asked.zip())
                .say("area_code", asked.areaCode())
                .facts();
        return new Situation(
                asked.jurisdiction(),
                asked.industry(),
                asked.actor(),
                asked.channel(),
                asked.action(),
                at.atZone(ZoneOffset.UTC),
                state,
                areaState,
                asked.zip(),
                asked.areaCode(),
                history,
                consent,
                account,
                action,
                consumer);
    }

    /// The same at another instant.
    public Situation at(Instant instant) {
        return new Situation(
                jurisdiction,
                industry,
                actor,
                channel,
                actionName,
                instant.atZone(at.getZone()),
                state,
                areaState,
                zip,
                areaCode,
                history,
                consent,
                account,
                action,
                consumer);
    }

    /// The same with another channel and action.
    public Situation by(String otherChannel, String otherAction) {
        return new Situation(
                jurisdiction,
                industry,
                actor,
                otherChannel,
                otherAction,
                at,
                state,
                areaState,
                zip,
                areaCode,
                history,
                consent,
                account,
                action,
                consumer);
    }

    Instant now() {
        return at.toInstant();
    }

    /// Where the person may be now, by all that tells it.
    Location location() {
        var numbers = new ArrayList<String>();
        numbers.add(areaCode);
        numbers.addAll(account.texts(account.model().known().otherNumbers()));
        return new Location(stated(), country(), zip, numbers);
    }

    private String country() {
        return jurisdiction.equals("US") ? "US" : state;
    }

    private @Nullable ZoneId stated() {
        var said = account.part(account.model().known().currentLocation());
        if (said == null || said.text("zone").isEmpty()) {
            return null;
        }
        try {
            var zone = ZoneId.of(said.text("zone"));
            var today = now().atZone(zone).toLocalDate();
            var until = said.raw("until") instanceof LocalDate end
                    ? end
                    : said.raw("said") instanceof LocalDate day ? day.plusDays(STATEMENT_DAYS - 1) : today;
            return today.isAfter(until) ? null : zone;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
