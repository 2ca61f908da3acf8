package io.throughline.policy.pack;

import io.throughline.policy.pack.FactModel.Group;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A group of facts as they were said. What a condition sees of them depends on the person's zone: see
/// [#in].
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
    @Nullable
    Object raw(String name) {
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

    @Nullable
    Facts part(String name) {
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
    ///
    /// @param failures where the facts are noted whose source did not answer when they were asked for
    FactView in(ZoneId zone, List<String> failures) {
        return new FactView(group, model.celType(group.name()), said, zone, failures);
    }

    /// A fact was asked for whose source did not answer.
    static final class SourceFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        SourceFailed(String name) {
            super(name);
        }
    }

    @Override
    public String toString() {
        return group.name() + said;
    }
}
