package io.throughline.platform.staff;

import io.throughline.engine.Input;
import io.throughline.engine.Money;
import io.throughline.platform.access.ApiProblem;
import io.throughline.workflow.Definition;
import io.throughline.workflow.FactType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/// What a person of the house does to a case: a verb and its fields, checked for shape by [#read].
/// Whether it may be done is the engine's to say.
record Act(Verb verb, JsonNode body) {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12}\\.\\d{1,4}) ([A-Z]{3})");

    /// @throws ApiProblem if it is not an act
    static Act read(@Nullable JsonNode body) {
        return new Act(Verb.of(body), java.util.Objects.requireNonNull(body));
    }

    /// As the engine takes it.
    ///
    /// @param definition of the case, which says what type a corrected fact has
    Input input(Definition definition) {
        var step = text("step");
        return switch (verb) {
            case ANSWER -> new Input.Answered(step, texts("values"), Map.of());
            case CHOOSE -> new Input.Chosen(step, text("choice"));
            case CONTINUE -> new Input.Continued(step);
            case ACKNOWLEDGE -> new Input.Acknowledged(step, text("text"), text("version"), text("language"));
            case REFUSE_WORDS -> new Input.DisclosureRefused(step);
            case DECLINE_TERMS -> new Input.TermsDeclined(step);
            case PROPOSE ->
                new Input.ArrangementProposed(
                        step, date(), body.path("instalments").asInt(0));
            case CHECK -> new Input.Checked(step, texts("evidence"));
            case REQUEST -> new Input.Requested(step, text("operation"), values());
            case CLAIM -> new Input.Claimed(step);
            case RETURN -> new Input.TakenBack(step, text("result"), text("note"));
            case APPROVE -> new Input.Decided(step, true, text("reason"));
            case REFUSE -> new Input.Decided(step, false, text("reason"));
            case HAND_OVER -> new Input.PersonWanted();
            case OVERRIDE -> new Input.Override(step, text("reason"));
            case REOPEN -> new Input.Reopen(step, text("reason"));
            case RESUME -> new Input.Resumed(step, text("reason"));
            case REASSIGN -> new Input.Reassign(orNull("queue"), orNull("person"), text("reason"));
            case CORRECT -> new Input.Correct(text("fact"), corrected(definition), text("reason"));
        };
    }

    private Object corrected(Definition definition) {
        var given = value(body.path("value"));
        var type = definition.facts().get(text("fact"));
        if (type == FactType.TEXT) {
            return body.path("value").asString(""); // 75024 is as good a word as any
        }
        if (given instanceof String text && type == FactType.MONEY) {
            var amount = AMOUNT.matcher(text);
            if (amount.matches()) {
                try {
                    return Money.of(new BigDecimal(amount.group(1)), amount.group(2))
                            .toFact();
                } catch (IllegalArgumentException | ArithmeticException _) {
                    return text; // the engine says what it must be
                }
            }
        }
        return given;
    }

    private String text(String field) {
        return body.path(field).asString("");
    }

    private LocalDate date() {
        try {
            return LocalDate.parse(text("date"));
        } catch (DateTimeParseException _) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "act.field",
                    "\"date\" is written as 2026-12-01.",
                    Map.of("field", "date"));
        }
    }

    private @Nullable String orNull(String field) {
        var text = text(field);
        return text.isBlank() ? null : text;
    }

    private Map<String, String> texts(String field) {
        var texts = new LinkedHashMap<String, String>();
        body.path(field)
                .properties()
                .forEach(one -> texts.put(one.getKey(), one.getValue().asString("")));
        return texts;
    }

    private Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        body.path("values").properties().forEach(one -> values.put(one.getKey(), value(one.getValue())));
        return values;
    }

    private static Object value(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isArray()) {
            return node.valueStream().map(Act::value).toList();
        }
        if (node.isObject()) {
            var map = new LinkedHashMap<String, Object>();
            node.properties().forEach(one -> map.put(one.getKey(), value(one.getValue())));
            return map;
        }
        return node.asString("");
    }
}
