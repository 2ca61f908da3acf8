package io.throughline.platform.cases;

import io.throughline.engine.CaseState;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Field;
import io.throughline.workflow.Step;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A case as a person would want to read it. Personal data stays where it is kept; money is written out.
record CaseView(
        String reference,
        String id,
        String workflow,
        String title,
        String version,
        String state,
        String step,
        String awaiting,
        Instant opened,
        @Nullable String outcome,
        Map<String, Map<String, Object>> facts,
        List<Line> timeline,
        @Nullable Exceptional exception) {
    private static final String WITHHELD = "withheld";
    private static final Set<String> PERSONAL = Set.of(
            "firstname",
            "lastname",
            "name",
            "fullname",
            "phone",
            "mobile",
            "email",
            "dateofbirth",
            "dob",
            "postalcode",
            "address",
            "street",
            "city",
            "answer",
            "words",
            "endpoint",
            "to_address");

    /// One event.
    record Line(
            int number,
            Instant at,
            String type,
            String actor,
            String channel,
            @Nullable String step,
            String text,
            Map<String, Object> details,
            String hash) {}

    /// With whom the case is, by when, and with what context.
    record Exceptional(
            String queue, @Nullable Instant dueBy, @Nullable Object carry) {}

    static CaseView of(StoredCase stored, Definition definition, List<Cases.Recorded> events) {
        var state = stored.state();
        return new CaseView(
                state.reference(),
                state.id(),
                state.workflow(),
                definition.title(),
                state.version(),
                state.status().name().toLowerCase(Locale.ROOT),
                state.at(),
                state.awaiting().name().toLowerCase(Locale.ROOT),
                state.openedAt(),
                state.outcome(),
                withoutPersons(definition, state.facts()),
                events.stream().map(CaseView::line).toList(),
                exception(state, events));
    }

    private static Line line(Cases.Recorded event) {
        return new Line(
                event.number(),
                event.at(),
                event.type(),
                event.by().actor().name().toLowerCase(Locale.ROOT),
                event.by().channel().name().toLowerCase(Locale.ROOT),
                event.step().isEmpty() ? null : event.step(),
                CaseStory.sentence(event),
                shownAll(event.details()),
                event.hashText());
    }

    private static @Nullable Exceptional exception(CaseState state, List<Cases.Recorded> events) {
        var task = state.task();
        if (task != null && task.kind() != CaseState.Task.Kind.EXCEPTION) {
            return new Exceptional(task.queue(), task.dueBy(), shown(task.context()));
        }
        if (state.status() != CaseState.Status.EXCEPTION) {
            return null;
        }
        return events.reversed().stream()
                .filter(event -> event.type().equals("exception-raised"))
                .findFirst()
                .map(event -> {
                    var details = event.details();
                    return new Exceptional(
                            String.valueOf(details.get("queue")),
                            details.get("dueBy") instanceof String due ? Instant.parse(due) : null,
                            details.containsKey("carry") ? shown(details.get("carry")) : null);
                })
                .orElse(null);
    }

    private static Map<String, Map<String, Object>> withoutPersons(
            Definition definition, Map<String, Map<String, Object>> facts) {
        var shown = new TreeMap<String, Map<String, Object>>();
        facts.forEach((source, values) -> {
            var one = shownAll(values);
            if (definition.steps().get(source) instanceof Step.Ask ask) {
                ask.fields().values().stream()
                        .filter(field -> isAboutThePerson(field.type()))
                        .forEach(field -> one.replace(field.name(), WITHHELD));
            }
            shown.put(source, one);
        });
        return shown;
    }

    /// Whatever the customer wrote in their own words may be about them, whatever the field is called.
    private static boolean isAboutThePerson(Field.Type type) {
        return switch (type) {
            case Field.Type.Phone _, Field.Type.Email _, Field.Type.PostalCode _, Field.Type.Words _ -> true;
            case Field.Type.Amount _,
                    Field.Type.Day _,
                    Field.Type.OneOf _,
                    Field.Type.Whole _,
                    Field.Type.YesNo _,
                    Field.Type.Upload _ -> false;
        };
    }

    private static Map<String, Object> shownAll(Map<String, Object> values) {
        var shown = new TreeMap<String, Object>();
        values.forEach((name, value) -> shown.put(name, isPersonal(name) ? WITHHELD : shown(value)));
        return shown;
    }

    private static boolean isPersonal(String name) {
        return PERSONAL.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /// A value for people: money as `$480.00`, the rest as it is.
    @SuppressWarnings("unchecked")
    static Object shown(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Map<?, ?> money when money.keySet().equals(Set.of("minor", "currency")) -> CaseStory.formatted(money);
            case Map<?, ?> map -> shownAll((Map<String, Object>) map);
            case List<?> list -> list.stream().map(CaseView::shown).toList();
            default -> value;
        };
    }
}
