package io.throughline.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads what a workflow refers to: catalogues of systems, messages, disclosures.
final class Library {
    private Library() {}

    static Catalogue catalogue(Map<String, String> files, Findings findings) {
        var systems = new LinkedHashMap<String, Catalogue.SystemEntry>();
        files.forEach((file, text) -> {
            if (file.startsWith("systems/")) {
                var table = Table.parse(file, text, "the system", findings);
                if (table != null) {
                    var name = table.text("system");
                    table.find("title");
                    systems.put(
                            name, new Catalogue.SystemEntry(name, shapes(table, "reads"), shapes(table, "operations")));
                    table.done();
                }
            }
        });
        return new Catalogue(systems);
    }

    /// Queues that somebody serves, from `queues.yaml`; null when the file is not there.
    static @Nullable Set<String> queues(Map<String, String> files, Findings findings) {
        var text = files.get(Linter.QUEUES);
        if (text == null) {
            return null;
        }
        var queues = QueueFile.read(text, findings);
        if (queues == null) {
            return null;
        }
        var served = new TreeSet<String>();
        queues.values().stream()
                .filter(queue -> !queue.servedBy().isEmpty())
                .forEach(queue -> served.add(queue.name()));
        return served;
    }

    private static Map<String, SequencedMap<String, FactType>> shapes(Table system, String key) {
        var shapes = new LinkedHashMap<String, SequencedMap<String, FactType>>();
        system.findTable(key).ifPresent(table -> {
            for (var name : table.keys()) {
                var entry = table.entry(name, "\"" + name + "\"");
                if (!entry.has("does")) {
                    shapes.put(name, OperationsBuilder.types(entry));
                } else if (entry.text("does").equals("write")) {
                    shapes.put(name, parameters(entry));
                }
            }
        });
        return shapes;
    }

    /// What a record operation takes: its parameters, and what is asked of the customer besides.
    private static SequencedMap<String, FactType> parameters(Table operation) {
        var all = new LinkedHashMap<String, FactType>();
        for (var part : List.of("parameters", "ask")) {
            operation.findTable(part).map(OperationsBuilder::types).ifPresent(all::putAll);
        }
        return all;
    }

    static Map<String, Definition.Message> messages(String file, Map<String, String> files, Findings findings) {
        var messages = new LinkedHashMap<String, Definition.Message>();
        var table = files.containsKey(file) ? Table.parse(file, files.get(file), "the messages", findings) : null;
        if (table != null) {
            for (var name : table.keys()) {
                var message = table.entry(name, "message \"" + name + "\"");
                var channel = message.text("channel");
                if (!List.of("sms", "email").contains(channel)) {
                    message.problem(
                            message.at("channel"),
                            Rule.UNKNOWN_NAME,
                            "\"" + channel + "\" is not a channel of messages"
                                    + Nearest.hint(channel, List.of("sms", "email")));
                }
                var language = message.find("language").orElse("en");
                var subject = message.find("subject").orElse(null);
                if (channel.equals("email") && subject == null) {
                    message.problem(
                            message.at("channel"),
                            Rule.MISSING,
                            "message \"" + name + "\" goes by email and needs \"subject\"");
                }
                var others = new ArrayList<Definition.Message>();
                for (var variant : message.tables("variants", "the variant")) {
                    var audience = audience(variant);
                    others.add(new Definition.Message(
                            name,
                            channel,
                            audience.language(language),
                            variant.find("subject").orElse(subject),
                            variant.text("text"),
                            audience,
                            List.of()));
                    variant.done();
                }
                clear(message, others.stream().map(Definition.Message::audience).toList());
                messages.put(
                        name,
                        new Definition.Message(
                                name, channel, language, subject, message.text("text"), Audience.ALL, others));
                message.done();
            }
        }
        return messages;
    }

    static Map<String, Definition.Disclosure> disclosures(String file, Map<String, String> files, Findings findings) {
        var disclosures = new LinkedHashMap<String, Definition.Disclosure>();
        var table = files.containsKey(file) ? Table.parse(file, files.get(file), "the disclosures", findings) : null;
        if (table != null) {
            for (var name : table.keys()) {
                var entry = table.entry(name, "disclosure \"" + name + "\"");
                disclosures.put(name, disclosure(name, entry));
                entry.done();
            }
        }
        return disclosures;
    }

    private static Definition.Disclosure disclosure(String name, Table entry) {
        var language = entry.find("language").orElse("en");
        var others = new ArrayList<Definition.Disclosure>();
        for (var variant : entry.tables("variants", "the variant")) {
            var audience = audience(variant);
            others.add(disclosure(name, variant, audience.language(language), audience, List.of()));
            variant.done();
        }
        clear(entry, others.stream().map(Definition.Disclosure::audience).toList());
        return disclosure(name, entry, language, Audience.ALL, others);
    }

    private static Definition.Disclosure disclosure(
            String name, Table words, String language, Audience audience, List<Definition.Disclosure> variants) {
        return new Definition.Disclosure(
                name,
                words.text("version"),
                language,
                words.text("title"),
                words.text("text").strip(),
                audience,
                variants);
    }

    /// For whom a variant is.
    private static Audience audience(Table variant) {
        var conditions = new TreeMap<String, String>();
        var table = variant.table("for");
        for (var key : table.keys()) {
            if (Audience.KEYS.contains(key)) {
                conditions.put(key, table.text(key));
            }
        }
        table.done(Audience.KEYS);
        return new Audience(conditions);
    }

    private static void clear(Table words, List<Audience> audiences) {
        for (var audience : audiences) {
            if (audience.conditions().isEmpty()) {
                return; // a finding of its own
            }
        }
        Variants.unclear(audiences)
                .ifPresent(pair -> words.problem(
                        words.at("variants"),
                        Rule.AMBIGUOUS_VARIANT,
                        pair[0].equals(pair[1])
                                ? "two variants are for " + pair[0] + "; keep one of them"
                                : "who is both in \"" + pair[0] + "\" and in \"" + pair[1]
                                        + "\" could be told either; add a variant for " + pair[0].and(pair[1])));
    }

    /// The definition's own words in other languages, from `words.yaml`; places are checked like those of the
    /// definition.
    static Map<String, Definition.Translation> translations(String file, Map<String, String> files, Findings findings) {
        var translations = new LinkedHashMap<String, Definition.Translation>();
        var table = files.containsKey(file) ? Table.parse(file, files.get(file), "the words", findings) : null;
        if (table != null) {
            for (var language : table.keys()) {
                var entry = table.entry(language, "the words in \"" + language + "\"");
                var words = new LinkedHashMap<String, Template>();
                for (var source : entry.keys()) {
                    words.put(source, Vocabulary.plain(entry.text(source)));
                }
                entry.done();
                translations.put(language, new Definition.Translation(words));
            }
        }
        return translations;
    }
}
