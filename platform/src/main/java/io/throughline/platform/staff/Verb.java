package io.throughline.platform.staff;

import io.throughline.platform.access.ApiProblem;
import io.throughline.workflow.Nearest;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/// What a person of the house can do to a case through the API, and with which fields.
enum Verb {
    /// Answers the questions of a step, as they would be typed.
    ANSWER(List.of("step", "values"), List.of()),
    CHOOSE(List.of("step", "choice"), List.of()),
    CONTINUE(List.of("step"), List.of()),
    /// The required words were read out, and the customer goes on.
    ACKNOWLEDGE(List.of("step", "text", "version", "language"), List.of()),
    /// The customer will not go on after the required words.
    REFUSE_WORDS(List.of("step"), List.of()),
    DECLINE_TERMS(List.of("step"), List.of()),
    /// The customer proposes terms: a day, and for a plan the number of instalments.
    PROPOSE(List.of("step", "date"), List.of("instalments")),
    /// Ticks the lines of a checklist, each with its evidence.
    CHECK(List.of("step", "evidence"), List.of()),
    /// Asks for an operation of a system of record.
    REQUEST(List.of("step", "operation"), List.of("values")),
    /// Takes work that waits.
    CLAIM(List.of("step"), List.of()),
    /// Gives a case back that was assigned.
    RETURN(List.of("step", "result"), List.of("note")),
    /// Decides what waits for approval.
    APPROVE(List.of("step"), List.of("reason")),
    REFUSE(List.of("step", "reason"), List.of()),
    /// The customer wants a person.
    HAND_OVER(List.of(), List.of()),
    /// Moves an open case off its path to another step.
    OVERRIDE(List.of("step", "reason"), List.of()),
    /// Changes a fact; `value` is text, a whole number, true or false, or an amount such as `480.00 USD`.
    CORRECT(List.of("fact", "value", "reason"), List.of()),
    /// Opens a finished case again at a step.
    REOPEN(List.of("step", "reason"), List.of()),
    /// Puts a case that is with a person back on a step.
    RESUME(List.of("step", "reason"), List.of()),
    /// Gives waiting work to another queue or person.
    REASSIGN(List.of("reason"), List.of("queue", "person"));

    private static final String ACT = "act";
    private static final Set<String> OBJECTS = Set.of("values", "evidence");
    private final List<String> required;
    private final List<String> optional;

    Verb(List<String> required, List<String> optional) {
        this.required = required;
        this.optional = optional;
    }

    /// As requests write it: `hand-over`.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Verb::word).toList();
    }

    private Set<String> fields() {
        var fields = new LinkedHashSet<>(required);
        fields.addAll(optional);
        return fields;
    }

    /// The verb of an act, whose fields are then those it needs.
    ///
    /// @throws ApiProblem if it is not an act
    static Verb of(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw wrong("act.malformed", "An act is a JSON object with \"act\": " + words(), ACT);
        }
        var word = body.path(ACT).asString("");
        var verb = Arrays.stream(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> wrong(
                        "act.unknown", "\"" + word + "\" is not an act" + Nearest.hint(word, words()) + ".", ACT));
        verb.check(body);
        return verb;
    }

    private void check(JsonNode body) {
        for (var field : body.propertyNames()) {
            if (!field.equals(ACT) && !fields().contains(field)) {
                throw wrong(
                        "act.field",
                        "\"" + word() + "\" does not take \"" + field + "\"" + Nearest.hint(field, fields()) + ".",
                        field);
            }
        }
        for (var field : required) {
            if (!body.has(field) || body.path(field).isNull()) {
                throw wrong("act.field", "\"" + word() + "\" needs \"" + field + "\".", field);
            }
        }
        for (var field : fields()) {
            var given = body.path(field);
            boolean fits =
                    field.equals("value") || given.isMissingNode() || given.isObject() == OBJECTS.contains(field);
            if (!fits || given.isArray() && !field.equals("value")) {
                throw wrong("act.field", "\"" + field + "\" of \"" + word() + "\" has another shape.", field);
            }
        }
    }

    private static ApiProblem wrong(String code, String detail, String field) {
        return new ApiProblem(HttpStatus.UNPROCESSABLE_CONTENT, code, detail, Map.of("field", field));
    }
}
