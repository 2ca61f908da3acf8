package io.throughline.policy.pack;

import io.throughline.policy.pack.FactModel.Fact;
import io.throughline.policy.pack.FactModel.Group;
import io.throughline.policy.pack.FactModel.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A group of facts as they were said. What a condition sees of them depends on the person's zone: see [#in].
public final class Facts {
    /// In place of a fact whose source did not answer.
    record Failed(String why) {}

    private final FactModel model;
    private final Group group;
    private final Map<String, Object> said;

    Facts(FactModel model, Group group, Map<String, Object> said) {
        this.model = model;
        this.group = group;
        this.said = said;
    }

    /// The value as it was said, a [LocalDate] or [OffsetDateTime] for dates; null if nothing is said.
    @Nullable Object raw(String name) {
        return said.get(name);
    }

    String text(String name) {
        return find(name) instanceof String text ? text : "";
    }

    @SuppressWarnings("unchecked")
    List<String> texts(String name) {
        return find(name) instanceof List<?> list ? (List<String>) list : List.of();
    }

    @SuppressWarnings("unchecked")
    List<Facts> groups(String name) {
        return find(name) instanceof List<?> list ? (List<Facts>) list : List.of();
    }

    @Nullable Facts part(String name) {
        return find(name) instanceof Facts facts ? facts : null;
    }

    private @Nullable Object find(String name) {
        var value = said.get(name);
        return value == null ? otherwise(name) : value;
    }

    private @Nullable Object otherwise(String name) {
        var fact = group.facts().get(name);
        return fact == null ? null : fact.otherwise();
    }

    /// The instant of a moment that was said; a bare date is the start of the day in `zone`.
    static Instant moment(Object said, ZoneId zone) {
        return switch (said) {
            case OffsetDateTime instant -> instant.toInstant();
            case LocalDate day -> day.atStartOfDay(zone).toInstant();
            default -> throw new IllegalArgumentException("not a moment: " + said);
        };
    }

    /// The date of a moment in `zone`.
    static LocalDate date(Object said, ZoneId zone) {
        return said instanceof OffsetDateTime instant
                ? instant.atZoneSameInstant(zone).toLocalDate()
                : (LocalDate) said;
    }

    /// The facts as conditions see them.
    Map<String, Object> in(ZoneId zone) {
        return new View(zone);
    }

    /// A fact was asked for whose source did not answer.
    static final class SourceFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        SourceFailed(String name) {
            super(name);
        }
    }

    private final class View extends AbstractMap<String, Object> {
        private final ZoneId zone;
        private final Map<String, Object> seen = new HashMap<>();

        View(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return get(name) != null;
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            var value = seen.get(name);
            if (value == null) {
                var fact = group.facts().get((String) Objects.requireNonNull(name));
                value = fact == null ? null : value(fact);
                if (value != null) {
                    seen.put((String) name, value);
                }
            }
            return value;
        }

        private @Nullable Object value(Fact fact) {
            var value = said.get(fact.of() == null ? fact.name() : fact.of());
            if (value == null) {
                return fact.isList() ? List.of() : fact.otherwise();
            }
            if (value instanceof Failed) {
                throw new SourceFailed(group.name() + "." + fact.name());
            }
            if (fact.isList()) {
                return ((List<?>) value).stream().map(item -> ((Facts) item).in(zone)).toList();
            }
            if (value instanceof Facts facts) {
                return facts.in(zone);
            }
            return fact.kind() == Kind.DATE
                    ? (Object) date(value, zone).toEpochDay()
                    : fact.kind() == Kind.MOMENT ? moment(value, zone) : value;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            var entries = new HashSet<Entry<String, Object>>();
            for (var name : group.facts().keySet()) {
                var value = get(name);
                if (value != null) {
                    entries.add(Map.entry(name, value));
                }
            }
            return entries;
        }
    }

    FactModel model() {
        return model;
    }

    @Override
    public String toString() {
        return group.name() + said;
    }
}
