package io.throughline.tryouts;

import io.throughline.records.Records;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A list of calls of a file with the customer who wants them, as far as a case would know: no answer is in it.
record Sequence(String id, Customer customer, List<Action> actions) {

    /// Reads a task (`user_scenario`, `evaluation_criteria.actions`) or a sequence of refusals (`user_id`, `actions`).
    static Sequence of(JsonNode line) {
        var actions = line.path("evaluation_criteria").path("actions");
        if (!actions.isArray()) {
            actions = line.path("actions");
        }
        var read = new ArrayList<Action>();
        for (var action : actions) {
            var confirmed = action.path("confirmed");
            read.add(new Action(
                    action.path("action_id").asString(""),
                    action.path("name").asString(""),
                    arguments(action.path("arguments")),
                    !confirmed.isBoolean() || confirmed.asBoolean()));
        }
        var user = line.path("user_id");
        return new Sequence(
                line.path("id").asString(""),
                new Customer(words(line), user.isString() ? user.asString() : null),
                read);
    }

    private static Map<String, Object> arguments(JsonNode node) {
        var arguments = new LinkedHashMap<String, Object>();
        if (node.isObject()) {
            node.properties().forEach(entry -> {
                var value = JsonFiles.value(entry.getValue());
                if (value != Records.NOTHING) {
                    arguments.put(entry.getKey(), value);
                }
            });
        }
        return arguments;
    }

    /// What the customer knows comes first, then what they want.
    private static String words(JsonNode line) {
        var scenario = line.path("user_scenario");
        var said = new ArrayList<@Nullable String>();
        said.add(text(line.path("customer_instruction")));
        if (scenario.isString()) {
            said.add(scenario.asString());
        }
        var instructions = scenario.path("instructions");
        if (instructions.isString()) {
            said.add(instructions.asString());
        } else {
            for (var part : List.of("known_info", "reason_for_call", "task_instructions")) {
                said.add(text(instructions.path(part)));
            }
        }
        return said.stream().filter(words -> words != null && !words.isBlank()).collect(Collectors.joining("\n"));
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    /// The expected fate of each call, by its id.
    static Map<String, JsonNode> byAction(JsonNode trace) {
        return StreamSupport.stream(trace.spliterator(), false)
                .collect(Collectors.toMap(
                        one -> one.path("action_id").asString(""),
                        one -> one,
                        (first, _) -> first,
                        LinkedHashMap::new));
    }
}
