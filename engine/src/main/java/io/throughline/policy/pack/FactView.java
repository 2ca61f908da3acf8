package io.throughline.policy.pack;

import com.google.errorprone.annotations.Immutable;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.values.StructValue;
import io.throughline.policy.pack.FactModel.Fact;
import io.throughline.policy.pack.FactModel.Group;
import io.throughline.policy.pack.FactModel.Kind;
import io.throughline.policy.pack.Facts.Failed;
import io.throughline.policy.pack.Facts.SourceFailed;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A group of facts as conditions see it in one zone: dates are numbers of days, moments are instants,
/// and what is not said has the value of the fact model. For one thread.
@Immutable
@SuppressWarnings("Immutable") // what it remembers of what it has worked out is the same every time
final class FactView extends StructValue<String, FactView> {
    private final Group group;
    private final CelType type;
    private final Map<String, Object> said;
    private final ZoneId zone;
    private final List<String> failures;
    private final Map<String, Object> seen = new HashMap<>();

    FactView(Group group, CelType type, Map<String, Object> said, ZoneId zone, List<String> failures) {
        this.group = group;
        this.type = type;
        this.said = said;
        this.zone = zone;
        this.failures = failures;
    }

    @Override
    public Object select(String name) {
        var value = get(name);
        if (value == null) {
            throw CelAttributeNotFoundException.of(group.name() + "." + name + " is not known");
        }
        return value;
    }

    @Override
    public Optional<Object> find(String name) {
        return Optional.ofNullable(get(name));
    }

    @Nullable
    Object get(String name) {
        var value = seen.get(name);
        if (value == null) {
            var fact = group.facts().get(name);
            value = fact == null ? null : value(fact);
            if (value != null) {
                seen.put(name, value);
            }
        }
        return value;
    }

    private @Nullable Object value(Fact fact) {
        var value = said.get(fact.of() == null ? fact.name() : fact.of());
        if (value == null) {
            return fact.otherwise();
        }
        return switch (value) {
            case Failed _ -> throw failed(fact);
            case Facts facts -> facts.in(zone, failures);
            case List<?> list
            when fact.isList() ->
                list.stream().map(item -> ((Facts) item).in(zone, failures)).toList();
            default ->
                fact.kind() == Kind.DATE
                        ? (Object) Facts.date(value, zone).toEpochDay()
                        : fact.kind() == Kind.MOMENT ? Facts.moment(value, zone) : value;
        };
    }

    private SourceFailed failed(Fact fact) {
        var name = group.name() + "." + fact.name();
        failures.add(name);
        return new SourceFailed(name);
    }

    @Override
    public FactView value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return said.isEmpty();
    }

    @Override
    public CelType celType() {
        return type;
    }
}
