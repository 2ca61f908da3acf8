package io.throughline.policy.pack;

import io.throughline.policy.pack.FactModel.Fact;
import io.throughline.policy.pack.FactModel.Group;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Facts told by a program in their own types, so that nothing has to be read out of text: for those who ask about
/// a million accounts. What comes from people or files goes through a reader that knows words of failure.
public final class FactSheet {
    private final FactModel model;
    private final Group group;
    private final @Nullable Object[] said;

    /// @param group a group of `facts.yaml`, such as `account`
    /// @throws IllegalArgumentException if there is no such group
    public FactSheet(Policy policy, String group) {
        this.model = policy.model();
        var found = model.groups().get(group);
        if (found == null) {
            throw new IllegalArgumentException("there is no group of facts \"" + group + "\"");
        }
        this.group = found;
        this.said = new Object[Facts.slots(found)];
    }

    /// @param value text, yes or no, a whole or decimal number, a date, an instant, a list of texts, [Facts] or a
    ///     list of them, as the fact model has it
    /// @throws IllegalArgumentException if there is no such fact, or it is of another type
    public FactSheet say(String name, Object value) {
        var fact = group.facts().get(name);
        if (fact == null || fact.of() != null) {
            throw new IllegalArgumentException(group.name() + "." + name + " is not a fact that can be said");
        }
        if (!fits(fact, value)) {
            throw new IllegalArgumentException(group.name() + "." + name + " cannot be " + value);
        }
        said[fact.slot()] = value;
        return this;
    }

    private static boolean fits(Fact fact, Object value) {
        if (fact.isList()) {
            return value instanceof List<?> list
                    && list.stream().allMatch(item -> isOf(item, Objects.requireNonNull(fact.group())));
        }
        if (fact.kind() == null) {
            return isOf(value, Objects.requireNonNull(fact.group()));
        }
        return switch (fact.kind()) {
            case TEXT -> value instanceof String;
            case YES_NO -> value instanceof Boolean;
            case WHOLE -> value instanceof Long;
            case NUMBER -> value instanceof Double;
            case DATE, MOMENT ->
                value instanceof LocalDate || value instanceof Instant || value instanceof OffsetDateTime;
            case TEXTS -> value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
        };
    }

    private static boolean isOf(Object value, String group) {
        return value instanceof Facts facts && facts.group().name().equals(group);
    }

    /// What was said so far; saying more does not change it.
    public Facts facts() {
        return new Facts(model, group, said.clone());
    }
}
