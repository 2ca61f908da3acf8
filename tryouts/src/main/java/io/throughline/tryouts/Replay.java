package io.throughline.tryouts;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// How a file of a try-out becomes a conversation: the clock, and what the customer whom the file describes says of
/// themselves.
///
/// @param system file of the record operations, below the folder of try-outs
/// @param now local time of the system of record
/// @param customer where the customer's record lies, and which of its fields the case gets
/// @param introduce how a customer's words say who they are, in the order of trying
/// @param known what a customer knows of themselves of whom only the id is given
/// @param given an operation whose call shows that the customer has said who they are
/// @param answers what is asked of the customer beside an operation's parameters
record Replay(
        String domain,
        String system,
        String policy,
        String definition,
        LocalDateTime now,
        ZoneId zone,
        CustomerRecord customer,
        List<Introduction> introduce,
        Knowledge known,
        Optional<Given> given,
        Map<String, Meanings> answers) {
    /// @param fields name in the case -> path in the record
    record CustomerRecord(String collection, Map<String, String> fields) {}

    /// @param says named groups are the parameters of the operation
    record Introduction(String operation, Pattern says) {}

    /// @param with parameter of the operation -> path in the customer's record
    record Knowledge(String operation, Map<String, String> with) {}

    record Given(String operation, String by, String parameter) {}

    /// @param unless words that are not to be taken at their face value
    record Meanings(Map<String, Pattern> means, @Nullable Pattern unless, String otherwise) {
        /// What the customer's words come to.
        String of(String words) {
            var plain = unless == null ? words : unless.matcher(words).replaceAll(" ");
            return means.entrySet().stream()
                    .filter(meaning -> meaning.getValue().matcher(plain).find())
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(otherwise);
        }
    }

    Instant instant() {
        return now.atZone(zone).toInstant();
    }

    /// Reads the file of a domain.
    ///
    /// @throws TryoutFailure if it cannot be used
    static Replay read(String file, String text) {
        try {
            var settings = LoadSettings.builder().setLabel(file).build();
            var root = new Fields(file, file, new Load(settings).loadFromString(text));
            return new Replay(
                    root.text("domain"),
                    root.text("system"),
                    root.text("policy"),
                    root.text("definition"),
                    LocalDateTime.parse(root.text("now")),
                    ZoneId.of(root.text("zone")),
                    new CustomerRecord(
                            root.fields("customer").text("collection"),
                            root.fields("customer").texts("fields")),
                    root.list("introduce").stream()
                            .map(entry -> new Introduction(entry.text("operation"), entry.pattern("says")))
                            .toList(),
                    new Knowledge(
                            root.fields("known").text("operation"),
                            root.fields("known").texts("with")),
                    root.find("given")
                            .map(given ->
                                    new Given(given.text("operation"), given.text("by"), given.text("parameter"))),
                    answers(root));
        } catch (YamlEngineException | DateTimeParseException | PatternSyntaxException e) {
            throw new TryoutFailure(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Meanings> answers(Fields root) {
        var answers = new LinkedHashMap<String, Meanings>();
        root.find("answers")
                .ifPresent(all -> all.names().forEach(name -> {
                    var answer = all.fields(name);
                    var means = new LinkedHashMap<String, Pattern>();
                    answer.texts("means").forEach((meaning, says) -> means.put(meaning, Pattern.compile(says)));
                    answers.put(
                            name,
                            new Meanings(
                                    means,
                                    answer.has("unless") ? answer.pattern("unless") : null,
                                    answer.text("otherwise")));
                }));
        return answers;
    }

    /// A mapping of the file.
    private record Fields(
            String file, String where, @Nullable Object value) {
        private Map<?, ?> map() {
            if (value instanceof Map<?, ?> map) {
                return map;
            }
            throw new TryoutFailure(where + " of " + file + " must be a mapping of names to values");
        }

        List<String> names() {
            return map().keySet().stream().map(String::valueOf).toList();
        }

        boolean has(String name) {
            return map().containsKey(name);
        }

        String text(String name) {
            if (map().get(name) instanceof String text) {
                return text;
            }
            throw new TryoutFailure(where + " of " + file + " needs the text \"" + name + "\"");
        }

        Pattern pattern(String name) {
            return Pattern.compile(text(name));
        }

        Fields fields(String name) {
            return new Fields(file, "\"" + name + "\"", map().get(name));
        }

        Optional<Fields> find(String name) {
            return has(name) ? Optional.of(fields(name)) : Optional.empty();
        }

        Map<String, String> texts(String name) {
            var inner = fields(name);
            var texts = new LinkedHashMap<String, String>();
            inner.names().forEach(key -> texts.put(key, inner.text(key)));
            return texts;
        }

        List<Fields> list(String name) {
            if (!(map().get(name) instanceof List<?> list)) {
                throw new TryoutFailure(where + " of " + file + " needs the list \"" + name + "\"");
            }
            var all = new ArrayList<Fields>();
            list.forEach(item -> all.add(new Fields(file, "an entry of \"" + name + "\"", item)));
            return all;
        }
    }
}
