package io.throughline.tryouts;

import io.throughline.records.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stands in for the customer of a file. Says only what the file lets the customer know.
///
/// @param words what the customer knows and wants, as the file tells it
/// @param id the customer in the system, where the file says who is there; null: it does not
record Customer(String words, @Nullable String id) {

    /// What the customer says when asked who they are: calls to try, in this order.
    List<Introduced> introductions(Replay replay, Records records) {
        var all = new ArrayList<Introduced>();
        for (var way : replay.introduce()) {
            var match = way.says().matcher(words);
            while (match.find()) {
                var said = new LinkedHashMap<String, Object>();
                way.says().namedGroups().keySet().forEach(name -> said.put(parameter(name), match.group(name)));
                all.add(new Introduced(way.operation(), said));
            }
        }
        self(replay, records).ifPresent(all::add);
        return all;
    }

    /// `firstName` is the parameter `first_name`: the name of a group has no underscore.
    private static String parameter(String group) {
        return group.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /// Where the file names the customer: they know their own record.
    private Optional<Introduced> self(Replay replay, Records records) {
        if (id == null) {
            return Optional.empty();
        }
        var said = new LinkedHashMap<String, Object>();
        for (var one : replay.known().with().entrySet()) {
            var path = new ArrayList<>(List.of(replay.customer().collection(), id));
            path.addAll(Arrays.asList(one.getValue().split("/")));
            var value = records.find(path);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            said.put(one.getKey(), value.get());
        }
        return Optional.of(new Introduced(replay.known().operation(), said));
    }

    /// What the customer answers when an operation asks for more than its parameters.
    Map<String, Object> answers(Replay replay, Iterable<String> asked) {
        var answers = new LinkedHashMap<String, Object>();
        for (var question : asked) {
            var meanings = replay.answers().get(question);
            if (meanings != null) {
                answers.put(question, meanings.of(words));
            }
        }
        return answers;
    }

    /// A call that would find the customer.
    record Introduced(String operation, Map<String, Object> request) {}
}
