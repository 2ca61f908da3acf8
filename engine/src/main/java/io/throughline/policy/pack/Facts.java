package io.throughline.policy.pack;

import io.throughline.policy.pack.FactModel.Fact;
import io.throughline.policy.pack.FactModel.Group;
import io.throughline.policy.pack.FactModel.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A group of facts as they were said. What a condition sees of them depends on the person's zone: see
/// [#in].
public final class Facts {
    /// In place of a fact whose source did not answer.
    record Failed(String why) {}

    private final FactModel model;
    private final Group group;
    private final @Nullable Object[] said;

    Facts(FactModel model, Group group, Map<String, Object> said) {
        this.model = model;
        this.group = group;
        this.said = new Object[slots(group)];
        said.forEach((name, value) ->
                this.said[Objects.requireNonNull(group.facts().get(name), name).slot()] = value);
    }

    /// @param said by the slots of the group's facts; not changed afterwards
    Facts(FactModel model, Group group, @Nullable Object[] said) {
        this.model = model;
        this.group = group;
        this.said = said;
    }

    /// One for each fact, and one behind them for what the model does not have.
    static int slots(Group group) {
        return group.facts().size() + 1;
    }

    /// The value as it was said, a [LocalDate], [OffsetDateTime] or [Instant] for dates; null if nothing is said.
    @Nullable
    Object raw(String name) {
        var fact = group.facts().get(name);
        return fact == null ? null : said[fact.slot()];
    }

    /// The same of a fact that is known.
    @Nullable
    Object raw(Fact fact) {
        return said[fact.slot()];
    }

    /// The same of the fact in that slot.
    @Nullable
    Object raw(int slot) {
        return said[slot];
    }

    /// The same of a fact that is neither a date nor a moment.
    ///
    /// @throws SourceFailed as [#seen]
    @Nullable
    Object plain(Fact fact, int slot, @Nullable Object otherwise, Situated view) {
        var value = said[slot];
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Failed) {
            throw view.failed(group.name() + "." + fact.name());
        }
        return value;
    }

    /// What a condition sees of a fact: dates are numbers of days, moments are instants, groups are [Facts];
    /// null if nothing is said and the model has no value for it.
    ///
    /// @throws SourceFailed if its source did not answer, which is noted among the view's failures
    @Nullable
    Object seen(Fact fact, Situated view) {
        var value = said[fact.slot()];
        if (value == null) {
            return fact.otherwise();
        }
        if (value instanceof Failed) {
            throw view.failed(group.name() + "." + fact.name());
        }
        return fact.kind() == Kind.DATE
                ? (Object) date(value, view.zone()).toEpochDay()
                : fact.kind() == Kind.MOMENT ? moment(value, view.zone()) : value;
    }

    /// As [#seen].
    @Nullable
    Object seen(String name, Situated view) {
        return seen(Objects.requireNonNull(group.facts().get(name), name), view);
    }

    FactModel model() {
        return model;
    }

    Group group() {
        return group;
    }

    boolean isEmpty() {
        return Arrays.stream(said).allMatch(Objects::isNull);
    }

    String text(String name) {
        return find(name) instanceof String text ? text : "";
    }

    @SuppressWarnings("unchecked")
    List<String> texts(Fact fact) {
        var value = said[fact.slot()];
        return (value == null ? fact.otherwise() : value) instanceof List<?> list ? (List<String>) list : List.of();
    }

    @SuppressWarnings("unchecked")
    List<Facts> groups(String name) {
        return find(name) instanceof List<?> list ? (List<Facts>) list : List.of();
    }

    @Nullable
    Facts part(Fact fact) {
        return said[fact.slot()] instanceof Facts facts ? facts : null;
    }

    private @Nullable Object find(String name) {
        var value = raw(name);
        return value == null ? otherwise(name) : value;
    }

    private @Nullable Object otherwise(String name) {
        var fact = group.facts().get(name);
        return fact == null ? null : fact.otherwise();
    }

    /// The instant of a moment that was said; a bare date is the start of the day in `zone`.
    static Instant moment(Object said, ZoneId zone) {
        return switch (said) {
            case Instant instant -> instant;
            case OffsetDateTime instant -> instant.toInstant();
            case LocalDate day -> day.atStartOfDay(zone).toInstant();
            default -> throw new IllegalArgumentException("not a moment: " + said);
        };
    }

    /// The date of a moment in `zone`.
    static LocalDate date(Object said, ZoneId zone) {
        return said instanceof LocalDate day ? day : LocalDate.ofInstant(moment(said, zone), zone);
    }

    /// The facts as CEL's own runtime sees them.
    FactView in(Situated view) {
        return new FactView(this, model.celType(group.name()), view);
    }

    /// A fact was asked for whose source did not answer.
    static final class SourceFailed extends Unknown {
        private static final long serialVersionUID = 1;

        SourceFailed(String name) {
            super(name);
        }
    }

    /// A condition cannot be told. Carries no stack: it is an answer, and one that is given often.
    static class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unknown(String what) {
            super(what, null, false, false);
        }
    }

    @Override
    public String toString() {
        return group.name() + Arrays.toString(said);
    }
}
