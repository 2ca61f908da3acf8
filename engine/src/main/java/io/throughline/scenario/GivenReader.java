package io.throughline.scenario;

import io.throughline.engine.By.Channel;
import io.throughline.engine.Money;
import io.throughline.policy.ContactFacts.Earlier;
import io.throughline.policy.pack.Situations;
import io.throughline.workflow.Definition;
import io.throughline.workflow.FactType;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Table;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads `given:`. What is left out has a default: by the type of the fact for what the systems hold, a customer who
/// can be reached for the rest.
final class GivenReader {
    static final Map<String, String> KNOWN = Map.of("dateOfBirth", "1980-02-29", "postcode", "75024");
    private static final Pattern ATTEMPT = Pattern.compile("(\\w+) (\\S+)(?: ago)?");
    private static final List<String> PERSON =
            List.of("dateOfBirth", "postcode", "zones", "reachable", "consents", "stopped", "contacted", "known");
    private static final List<String> OWN = List.of("clock", "channel", "language", "person");
    private final Definition definition;
    private final List<Table> tables;
    private final Situations situations;

    /// @param tables the scenario's own, then those of the whole file: the first that says something counts
    GivenReader(Definition definition, Situations situations, List<Table> tables) {
        this.definition = definition;
        this.situations = situations;
        this.tables = tables;
    }

    Given read() {
        var zones = new LinkedHashSet<ZoneId>();
        var people = tables("person");
        list(people, "zones")
                .orElse(List.of("America/Chicago"))
                .forEach(name -> zone(people, name).ifPresent(zones::add));
        var zone = zones.stream().findFirst().orElse(ZoneId.of("America/Chicago"));
        var start = text(tables, "clock")
                .map(written -> Values.instant(written, zone)
                        .orElseGet(() -> wrong(
                                "clock",
                                "the clock is set as 2026-11-23T15:00:00Z, or 2026-11-23T09:00 where the customer is",
                                Instant.EPOCH)))
                .orElse(Scenarios.START);
        var language = text(tables, "language").orElse("en");
        var channel = text(tables, "channel")
                .map(word -> channel(tables, "channel", word))
                .orElse(Channel.WEB);
        var known = new LinkedHashMap<>(KNOWN);
        KNOWN.keySet().forEach(name -> text(people, name).ifPresent(value -> known.put(name, value)));
        var person = new Given.Person(
                known,
                zones,
                channels(people, "reachable", EnumSet.of(Channel.SMS, Channel.EMAIL, Channel.VOICE)),
                channels(people, "consents", EnumSet.of(Channel.SMS, Channel.EMAIL, Channel.VOICE)),
                channels(people, "stopped", EnumSet.noneOf(Channel.class)),
                contacted(people, start),
                known(people));
        people.forEach(table -> table.done(PERSON));
        var given = new Given(start, channel, language, facts(start, language), person);
        var sources = new ArrayList<>(definition.data().keySet());
        sources.add("trigger");
        sources.addAll(OWN);
        tables.forEach(table -> table.done(sources));
        return given;
    }

    private List<Table> tables(String key) {
        return tables.stream().flatMap(table -> table.findTable(key).stream()).toList();
    }

    private static Optional<String> text(List<Table> tables, String key) {
        return tables.stream().flatMap(table -> table.find(key).stream()).findFirst();
    }

    private static Optional<List<String>> list(List<Table> tables, String key) {
        var found = tables.stream()
                .filter(table -> table.has(key))
                .map(table -> table.findTexts(key))
                .toList();
        return found.stream().findFirst();
    }

    private <T> T wrong(String key, String message, T otherwise) {
        return wrong(tables, key, message, otherwise);
    }

    private static <T> T wrong(List<Table> tables, String key, String message, T otherwise) {
        tables.stream()
                .filter(table -> table.has(key))
                .findFirst()
                .ifPresent(table -> table.problem(table.at(key), Rule.SHAPE, message));
        return otherwise;
    }

    private static Optional<ZoneId> zone(List<Table> people, String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return wrong(
                    people,
                    "zones",
                    "\"" + name + "\" is not a time zone"
                            + Nearest.to(name, ZoneId.getAvailableZoneIds())
                                    .map(near -> "; did you mean \"" + near + "\"?")
                                    .orElse("; write it as America/Chicago"),
                    Optional.empty());
        }
    }

    private static Channel channel(List<Table> tables, String key, String word) {
        return channel(word).orElseGet(() -> wrong(tables, key, unknownChannel(word), Channel.WEB));
    }

    static String unknownChannel(String word) {
        return "\"" + word + "\" is not a channel"
                + Nearest.hint(
                        word, Arrays.stream(Channel.values()).map(Channel::word).toList());
    }

    /// A channel by its name; a call is voice.
    static Optional<Channel> channel(String word) {
        return word.equals("call") ? Optional.of(Channel.VOICE) : Channel.of(word);
    }

    private static Set<Channel> channels(List<Table> people, String key, Set<Channel> otherwise) {
        return list(people, key)
                .map(words -> {
                    var channels = EnumSet.noneOf(Channel.class);
                    words.forEach(word -> channels.add(channel(people, key, word)));
                    return (Set<Channel>) channels;
                })
                .orElse(otherwise);
    }

    private static List<Earlier> contacted(List<Table> people, Instant start) {
        var attempts = new ArrayList<Earlier>();
        for (var written : list(people, "contacted").orElse(List.of())) {
            var match = ATTEMPT.matcher(written);
            var ago = match.matches() ? Values.time(match.group(2)) : Optional.<java.time.Duration>empty();
            if (ago.isEmpty()) {
                wrong(people, "contacted", "say how and how long ago, such as \"sms 2d ago\"", "");
            } else {
                attempts.add(
                        Earlier.sent(channel(people, "contacted", match.group(1)), start.minus(ago.get()), null, ""));
            }
        }
        return attempts;
    }

    /// What is known of the account by the words of the fact model: `known: { deceased: true }`.
    private Map<String, Object> known(List<Table> people) {
        return people.stream()
                .flatMap(table -> table.findTable("known").stream())
                .findFirst()
                .map(this::known)
                .orElse(Map.of());
    }

    /// A name or a shape that the packs do not have would be asked about as if nothing were known.
    private Map<String, Object> known(Table table) {
        var values = plain(table);
        values.forEach((name, value) -> {
            var fact = Map.of(name, value);
            var unknown = situations.unknown("account", fact);
            situations
                    .wrong("account", fact)
                    .forEach(wrong -> table.problem(
                            table.atKey(name), unknown.contains(wrong) ? Rule.UNKNOWN_NAME : Rule.WRONG_TYPE, wrong));
        });
        return values;
    }

    private static Map<String, Object> plain(Table table) {
        var values = new LinkedHashMap<String, Object>();
        for (var key : table.keys()) {
            values.put(
                    key,
                    table.isPlain(key)
                            ? word(table.text(key))
                            : table.findTable(key)
                                    .<Object>map(GivenReader::plain)
                                    .orElse(""));
        }
        return values;
    }

    private static Object word(String text) {
        return text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
    }

    private Map<String, Map<String, Object>> facts(Instant start, String language) {
        var facts = new TreeMap<String, Map<String, Object>>();
        var trigger = new TreeMap<String, Object>(Map.of("accountId", "A-1", "customerId", "C-1"));
        source("trigger", trigger, trigger, start, language);
        facts.put("trigger", trigger);
        for (var source : definition.data().keySet()) {
            var values = new TreeMap<String, Object>();
            source(source, values, trigger, start, language);
            facts.put(source, values);
        }
        return facts;
    }

    private void source(
            String source, Map<String, Object> values, Map<String, Object> trigger, Instant start, String language) {
        var fields = fields(definition, source);
        fields.forEach((field, type) -> {
            if (!field.equals("id")) { // it is the key that the record is read by
                values.putIfAbsent(field, otherwise(field, type, trigger, start, language));
            }
        });
        for (var table : tables(source).reversed()) {
            change(table, source, fields, start).forEach(values::put);
        }
    }

    /// Facts of a source as written, each checked against its type.
    static Map<String, Object> change(Table table, String source, Map<String, FactType> fields, Instant now) {
        var values = new LinkedHashMap<String, Object>();
        for (var field : table.keys()) {
            var type = fields.get(field);
            if (type == null) {
                table.problem(
                        table.atKey(field),
                        Rule.UNKNOWN_NAME,
                        "\"" + field + "\" is not a fact of " + source + Nearest.hint(field, fields.keySet()));
                continue;
            }
            Values.read(type, table.text(field), now)
                    .ifPresentOrElse(
                            value -> values.put(field, value),
                            () -> table.problem(
                                    table.at(field),
                                    Rule.WRONG_TYPE,
                                    "\"" + source + "." + field + "\" must be " + Values.form(type)));
        }
        return values;
    }

    /// The fields of a source that the definition knows, with their types.
    static Map<String, FactType> fields(Definition definition, String source) {
        var fields = new TreeMap<String, FactType>();
        definition.facts().forEach((name, type) -> {
            if (name.startsWith(source + ".")) {
                fields.put(name.substring(source.length() + 1), type);
            }
        });
        return fields;
    }

    static Object otherwise(String field, FactType type, Map<String, Object> trigger, Instant start, String language) {
        return switch (type) {
            case MONEY -> new Money(10_000, "USD").toFact();
            case WHOLE -> 0L;
            case YES_NO -> false;
            case DATE -> start.atZone(ZoneOffset.UTC).toLocalDate().toString();
            case LIST -> List.of();
            case TEXT, DOCUMENT -> field.equals("language") ? language : trigger.getOrDefault(field, field);
        };
    }
}
