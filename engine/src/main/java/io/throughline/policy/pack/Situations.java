package io.throughline.policy.pack;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes situations out of facts told by their names in the fact model: for programs, as [CaseTable] does for files.
public final class Situations {
    private final FactModel model;

    /// Who does what to whom, and what tells where the person is.
    ///
    /// @param state residence, or empty; a ZIP tells it too
    /// @param areaCode an area code or a whole number
    public record Who(
            String jurisdiction,
            String industry,
            String actor,
            String channel,
            String action,
            String state,
            String zip,
            String areaCode) {
        private Map<String, String> cells() {
            return Map.of(
                    "jurisdiction",
                    jurisdiction,
                    "industry",
                    industry,
                    "actor",
                    actor,
                    "channel",
                    channel,
                    "action",
                    action,
                    "consumer_state",
                    state,
                    "consumer_zip",
                    zip,
                    "area_code",
                    areaCode);
        }
    }

    public Situations(Policy policy) {
        this.model = policy.model();
    }

    /// Words of a named list of the fact model; none if there is no such list.
    public List<String> list(String name) {
        return model.lists().getOrDefault(name, List.of());
    }

    /// Names of the facts of a group, such as `account`.
    public List<String> names(String group) {
        return List.copyOf(model.group(group).facts().keySet());
    }

    /// A fact of the wrong shape, or the word of a source that failed, is one whose source did not answer.
    ///
    /// @throws IllegalArgumentException if a name is no fact
    public Situation of(
            Who who,
            Instant at,
            List<? extends Map<String, ?>> history,
            Map<String, ?> consent,
            Map<String, ?> account,
            Map<String, ?> action) {
        var reader = new FactsReader(model);
        var contacts = new ArrayList<Facts>(history.size());
        history.forEach(contact -> contacts.add(reader.read("contact", contact)));
        var situation = Situation.of(
                model,
                who.cells(),
                at.atZone(ZoneOffset.UTC),
                contacts,
                reader.read("consent", consent),
                reader.read("account", account),
                reader.read("action", action));
        if (!reader.unknown().isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", reader.unknown()));
        }
        return situation;
    }

    /// Names that a group does not have, those in parts of facts among them, in words and with the nearest one.
    public List<String> unknown(String group, Map<String, ?> facts) {
        var reader = new FactsReader(model);
        reader.read(group, facts);
        return List.copyOf(reader.unknown());
    }

    /// What is wrong with facts of a group that somebody wants kept: unknown names and wrong shapes, in words.
    public List<String> wrong(String group, Map<String, ?> facts) {
        var reader = new FactsReader(model);
        reader.read(group, facts);
        var wrong = new ArrayList<>(reader.unknown());
        wrong.addAll(reader.problems());
        return wrong;
    }
}
