package io.throughline.rehearsal.stage;

import io.throughline.rehearsal.people.Behaviour;
import io.throughline.rehearsal.people.Dice;
import io.throughline.rehearsal.people.Made;
import io.throughline.rehearsal.people.Shares;
import io.throughline.workflow.Condition;
import io.throughline.workflow.Definition;
import io.throughline.workflow.FactType;
import io.throughline.workflow.Step;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the systems of record hold about each person: made from the types that the definition declares, the
/// same each time it is read. Where the behaviour file says nothing, values lie about what the definition's
/// own conditions compare them with, so that every branch is taken by somebody.
final class Records {
    private static final String CURRENCY = "USD";
    private static final long MEDIAN_AMOUNT = 240_00;
    private static final double AMOUNTS_SPREAD = 0.8;
    private static final Pattern COMPARED = Pattern.compile("([\\w.]+)\\s*(?:==|!=|<=|>=|<|>)\\s*('[^']*'|-?\\d+)");

    /// One fact of a source.
    private record Fact(String field, FactType type, Made made, long about) {}

    private final Map<String, List<Fact>> sources = new HashMap<>();
    private final LocalDate start;

    Records(Definition definition, Behaviour behaviour) {
        this.start = LocalDate.ofInstant(behaviour.start(), ZoneOffset.UTC);
        var compared = compared(definition);
        new TreeMap<>(definition.facts()).forEach((name, type) -> {
            int dot = name.indexOf('.');
            var source = name.substring(0, Math.max(0, dot));
            var field = name.substring(dot + 1);
            if ((definition.data().containsKey(source) || source.equals("trigger"))
                    && type != FactType.DOCUMENT
                    && type != FactType.LIST) {
                var made = behaviour.facts().get(name);
                sources.computeIfAbsent(source, _ -> new ArrayList<>())
                        .add(new Fact(
                                field,
                                type,
                                made == null ? usual(name, type, compared.getOrDefault(name, List.of())) : made,
                                Dice.about("fact " + name)));
            }
        });
    }

    /// Texts in quotes and numbers that conditions compare a fact with.
    private static Map<String, List<String>> compared(Definition definition) {
        var compared = new LinkedHashMap<String, List<String>>();
        conditions(definition).forEach(condition -> {
            var match = COMPARED.matcher(condition.source());
            while (match.find()) {
                var written = match.group(1);
                condition.names().stream()
                        .filter(name -> camel(name).equals(written) || name.equals(written))
                        .forEach(name -> compared.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(match.group(2)));
            }
        });
        return compared;
    }

    private static Stream<Condition> conditions(Definition definition) {
        return definition.steps().values().stream()
                .flatMap(step -> switch (step) {
                    case Step.Choose choose ->
                        choose.choices().values().stream().map(Step.Choice::when);
                    case Step.Decide decide ->
                        decide.branches().values().stream().map(Step.Branch::when);
                    default -> Stream.<Condition>empty();
                })
                .filter(java.util.Objects::nonNull);
    }

    /// `patient-account.balance` as conditions write it: `patientAccount.balance`.
    private static String camel(String name) {
        var written = new StringBuilder();
        boolean up = false;
        for (char letter : name.toCharArray()) {
            if (letter == '-') {
                up = true;
            } else {
                written.append(up ? Character.toUpperCase(letter) : letter);
                up = false;
            }
        }
        return written.toString();
    }

    private static Made usual(String name, FactType type, List<String> compared) {
        return switch (type) {
            case TEXT -> {
                var words = new LinkedHashMap<String, Double>();
                compared.stream()
                        .filter(word -> word.startsWith("'"))
                        .forEach(word -> words.put(word.substring(1, word.length() - 1), 1.0));
                if (words.isEmpty()) {
                    yield new Made.Always(name.substring(name.indexOf('.') + 1));
                }
                words.put("other", 1.0);
                yield new Made.OneOf(new Shares(words));
            }
            case MONEY -> new Made.About(MEDIAN_AMOUNT, AMOUNTS_SPREAD);
            case DATE -> new Made.Between(-60, -1);
            case WHOLE -> {
                long largest = compared.stream()
                        .filter(word -> !word.startsWith("'"))
                        .mapToLong(Long::parseLong)
                        .max()
                        .orElse(2);
                yield new Made.Between(0, Math.max(2, largest + largest / 2));
            }
            case YES_NO -> new Made.Chance(0.15);
            case DOCUMENT, LIST -> throw new IllegalArgumentException("no record holds a " + type.word());
        };
    }

    /// The record of a person in a source, under its key.
    Map<String, Object> record(Person person, String source, String key) {
        var values = new HashMap<String, Object>();
        for (var fact : sources.getOrDefault(source, List.of())) {
            values.put(
                    fact.field(),
                    isKey(fact)
                            ? key(person, source, fact.field())
                            : fact.made().value(fact.type(), person.dice, fact.about(), start, CURRENCY));
        }
        values.put("id", key);
        return values;
    }

    private static boolean isKey(Fact fact) {
        return fact.type() == FactType.TEXT && fact.field().endsWith("Id") && fact.made() instanceof Made.Always;
    }

    private static String key(Person person, String source, String field) {
        return source.charAt(0) + "-" + field + "-" + person.number;
    }

    /// The facts with which the case of a person is opened.
    Map<String, Object> trigger(Person person) {
        var values = record(person, "trigger", "E-" + person.number);
        values.put("accountId", "A-" + person.number);
        values.put("customerId", "C-" + person.number);
        return values;
    }
}
