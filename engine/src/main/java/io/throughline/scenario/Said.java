package io.throughline.scenario;

import io.throughline.engine.By.Channel;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Findings;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Step;
import io.throughline.workflow.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// A line of a scenario as it was matched: its words in the places of its form, and the value after the colon. Names
/// that the definition lacks are problems with their place.
///
/// @param words what stands in each place
/// @param value after the colon; null: nothing
record Said(
        Definition definition,
        Given given,
        String file,
        Node at,
        Findings problems,
        Map<String, String> words,
        @Nullable Node value) {

    String word(String place) {
        return words.getOrDefault(place, "");
    }

    Optional<String> find(String place) {
        return Optional.ofNullable(words.get(place));
    }

    void problem(Rule rule, String message) {
        problems.add(file, at, rule, message);
    }

    private String known(String written, String what, Collection<String> names) {
        if (!names.contains(written)) {
            problem(
                    Rule.UNKNOWN_NAME,
                    "\"" + written + "\" is not " + what + " of " + definition.name() + Nearest.hint(written, names));
        }
        return written;
    }

    String step() {
        return known(word("STEP"), "a step", definition.steps().keySet());
    }

    /// A step or an exception.
    String place() {
        var names = new TreeSet<>(definition.steps().keySet());
        names.addAll(definition.exceptions().keySet());
        return known(word("STEP"), "a step or exception", names);
    }

    String exception() {
        var names = new TreeSet<>(definition.exceptions().keySet());
        names.add(Scenarios.STUCK);
        return known(word("EXCEPTION"), "an exception", names);
    }

    String queue() {
        return known(word("QUEUE"), "a queue", definition.queues());
    }

    String choice() {
        var names = new TreeSet<String>();
        definition.steps().values().forEach(step -> {
            if (step instanceof Step.Choose choose) {
                names.addAll(choose.choices().keySet());
            }
        });
        return known(word("CHOICE"), "a choice", names);
    }

    String fact() {
        return known(word("FACT"), "a fact", definition.facts().keySet());
    }

    String outcome() {
        var names = new TreeSet<>(definition.resolution().success());
        names.addAll(definition.resolution().closed());
        return known(word("OUTCOME"), "an outcome", names);
    }

    String message() {
        return known(word("MESSAGE"), "a message", definition.messages().keySet());
    }

    /// `system.operation` that some step writes to.
    String target() {
        var names = new TreeSet<String>();
        definition.steps().values().forEach(step -> {
            if (step instanceof Step.Write write) {
                names.add(write.target());
            }
        });
        return known(word("OPERATION"), "an entry", names);
    }

    /// An operation that a `request` step offers.
    String operation() {
        var names = new TreeSet<String>();
        definition.steps().values().forEach(step -> {
            if (step instanceof Step.Request request) {
                names.addAll(request.operations().keySet());
            }
        });
        return known(word("OPERATION"), "an operation to ask for", names);
    }

    String source() {
        return known(word("SOURCE"), "a record", definition.data().keySet());
    }

    Channel channel() {
        var word = word("CHANNEL");
        return GivenReader.channel(word).orElseGet(() -> {
            problem(Rule.UNKNOWN_NAME, GivenReader.unknownChannel(word));
            return Channel.WEB;
        });
    }

    Duration time() {
        return Values.time(word("TIME")).orElseGet(() -> {
            problem(Rule.DURATION, "\"" + word("TIME") + "\" is not a time such as 30d or 6h");
            return Duration.ZERO;
        });
    }

    int times() {
        var word = find("TIMES").orElse("1");
        if (!word.matches("[1-9]\\d?")) {
            problem(Rule.SHAPE, "\"" + word + "\" must be a number from 1 to 99");
            return 1;
        }
        return Integer.parseInt(word);
    }

    /// `2026-11-25T09:00` where the customer is, or with `Z`.
    Instant instant() {
        return Values.instant(word("INSTANT"), zone()).orElseGet(() -> {
            problem(Rule.SHAPE, "\"" + word("INSTANT") + "\" is not a time such as 2026-11-25T09:00");
            return Instant.EPOCH;
        });
    }

    ZoneId zone() {
        return given.person().zones().stream().findFirst().orElse(ZoneId.of("America/Chicago"));
    }

    /// What stands after the colon, as text; nothing is "".
    String text() {
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        if (value != null) {
            problem(Rule.SHAPE, "only text can stand after the colon here");
        }
        return "";
    }

    /// A reason after the colon: the line needs one.
    String reason() {
        if (text().isBlank()) {
            problem(Rule.MISSING, "this needs its reason, after a colon");
        }
        return text();
    }

    /// What stands after the colon as names and values, in order.
    Map<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        table().ifPresent(table -> table.keys().forEach(key -> {
            if (table.isPlain(key)) {
                values.put(key, table.text(key));
            }
        }));
        return values;
    }

    /// What stands after the colon as a table.
    Optional<Table> table() {
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof MappingNode)) {
            problem(Rule.SHAPE, "names with their values stand after the colon here, as { name: value }");
            return Optional.empty();
        }
        return Optional.of(new Table(file, value, "the line", problems));
    }

    void nothing() {
        if (value != null) {
            problem(Rule.SHAPE, "nothing stands after this line's words");
        }
    }
}
