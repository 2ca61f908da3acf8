package io.throughline.policy.pack;

import io.throughline.policy.pack.FactModel.Fact;
import io.throughline.policy.pack.FactModel.Group;
import io.throughline.workflow.Nearest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns names and values, as JSON gives them, into facts. A value that names a failure of its source
/// becomes a failed fact; so does one of the wrong shape, since a wrong fact must not be taken for
/// silence.
final class FactsReader {
    /// Words by which a source says that it could not answer.
    private static final Pattern FAILURE = Pattern.compile(
            "(?i)(.*[_ -])?(error|timeout|timed_out|time_out|unavailable|unreachable|failed|failure|outage|down|offline)([_ :-].*)?|unknown");

    /// The same where any text may stand: only what cannot be meant otherwise.
    private static final Pattern PLAIN_FAILURE = Pattern.compile("(?i)(error|timeout|timed_out|unavailable|unreachable)"
            + "|(service|source|lookup|query|fetch|server|database|registry|api|connection|system|internal)"
            + "[_ -](error|timeout|timed_out|unavailable|unreachable|failure|failed|down|outage)");

    /// What a person wrote is never a report of failure, and the state of a source is read by rules.
    private static final List<String> RAW =
            List.of(".text", ".utterance", ".reason", ".audit_sink", ".suppression_list", ".clock");

    private final FactModel model;
    private final List<String> problems = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    FactsReader(FactModel model) {
        this.model = model;
    }

    /// What has the wrong shape, in words.
    List<String> problems() {
        return problems;
    }

    /// Names that the fact model does not have, with the nearest one it has.
    List<String> unknown() {
        return unknown;
    }

    Facts read(String group, Map<?, ?> values) {
        return group(model.group(group), values, group);
    }

    /// The group when its source did not answer at all.
    Facts failed(String group) {
        var said = new LinkedHashMap<String, Object>();
        model.group(group).facts().keySet().forEach(name -> said.put(name, new Facts.Failed(group)));
        return new Facts(model, model.group(group), said);
    }

    static boolean isFailure(String word) {
        return FAILURE.matcher(word).matches();
    }

    private Facts group(Group group, Map<?, ?> values, String path) {
        var said = new LinkedHashMap<String, Object>();
        values.forEach((key, value) -> {
            var name = String.valueOf(key);
            var fact = group.facts().get(name);
            if (fact == null || fact.of() != null) {
                unknown.add("\"" + path + "." + name + "\" is not a known fact"
                        + Nearest.hint(name, group.facts().keySet()));
            } else if (value != null) {
                said.put(name, value(fact, value, path + "." + name));
            }
        });
        return new Facts(model, group, said);
    }

    private Object value(Fact fact, Object value, String path) {
        if (fact.isList()) {
            return value instanceof List<?> list ? items(fact, list, path) : wrong(path, value, "a list");
        }
        if (fact.kind() == null) {
            return part(model.group(Objects.requireNonNull(fact.group())), value, path);
        }
        return switch (fact.kind()) {
            case TEXT -> text(value, path);
            case YES_NO -> value instanceof Boolean ? value : wrong(path, value, "true or false");
            case WHOLE -> value instanceof Number number ? (Object) number.longValue() : wrong(path, value, "a number");
            case NUMBER ->
                value instanceof Number number ? (Object) number.doubleValue() : wrong(path, value, "a number");
            case DATE, MOMENT -> time(value, path);
            case TEXTS -> texts(value, path);
        };
    }

    private Object items(Fact fact, List<?> list, String path) {
        var group = model.group(Objects.requireNonNull(fact.group()));
        var items = new ArrayList<Facts>();
        for (var item : list) {
            if (!(part(group, item, path) instanceof Facts facts)) {
                return new Facts.Failed(String.valueOf(item));
            }
            items.add(facts);
        }
        return List.copyOf(items);
    }

    private Object part(Group group, @Nullable Object value, String path) {
        if (value instanceof Map<?, ?> values) {
            return group(group, values, path);
        }
        boolean isPlain = value instanceof String || value instanceof Boolean || value instanceof Number;
        if (isPlain
                && group.word() != null
                && !FAILURE.matcher(String.valueOf(value)).matches()) {
            return group(group, Map.of(group.word(), String.valueOf(value)), path);
        }
        return wrong(
                path, value, "an object" + (group.word() == null ? "" : " or a word for \"" + group.word() + "\""));
    }

    private Object text(Object value, String path) {
        if (value instanceof String text) {
            boolean isWords = RAW.stream().anyMatch(path::endsWith);
            return PLAIN_FAILURE.matcher(text).matches() && !isWords ? new Facts.Failed(text) : text;
        }
        return value instanceof Number || value instanceof Boolean ? String.valueOf(value) : wrong(path, value, "text");
    }

    private Object texts(Object value, String path) {
        return switch (value) {
            case List<?> list -> list.stream().map(String::valueOf).toList();
            case Map<?, ?> named -> named.values().stream().map(String::valueOf).toList();
            // a number in place of a list says how many there are
            case Number count -> Collections.nCopies(Math.clamp(count.longValue(), 0, 1_000), "unnamed");
            case String text when !FAILURE.matcher(text).matches() -> List.of(text);
            default -> wrong(path, value, "a list of words");
        };
    }

    private Object time(Object value, String path) {
        if (value instanceof OffsetDateTime || value instanceof LocalDate) {
            return value;
        }
        var text = String.valueOf(value);
        try {
            return text.length() == 10 ? LocalDate.parse(text) : OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            return wrong(path, value, "a date such as 2026-06-15, or an instant such as 2026-06-15T15:00:00-04:00");
        }
    }

    private Object wrong(String path, @Nullable Object value, String wanted) {
        if (!(value instanceof String word && FAILURE.matcher(word).matches())) {
            problems.add("\"" + path + "\" is " + shown(value) + ", but must be " + wanted);
        }
        return new Facts.Failed(String.valueOf(value));
    }

    private static String shown(@Nullable Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
    }
}
