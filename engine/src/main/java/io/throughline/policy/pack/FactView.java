package io.throughline.policy.pack;

import com.google.errorprone.annotations.Immutable;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.values.StructValue;
import java.util.List;
import java.util.Optional;

/// A group of facts as CEL's own runtime sees it in one zone. For one thread.
@Immutable
@SuppressWarnings("Immutable") // facts do not change, nor does the place they are seen from
final class FactView extends StructValue<String, FactView> {
    private final Facts facts;
    private final CelType type;
    private final Situated view;

    FactView(Facts facts, CelType type, Situated view) {
        this.facts = facts;
        this.type = type;
        this.view = view;
    }

    Facts facts() {
        return facts;
    }

    @Override
    public Object select(String name) {
        return find(name)
                .orElseThrow(
                        () -> CelAttributeNotFoundException.of(facts.group().name() + "." + name + " is not known"));
    }

    @Override
    public Optional<Object> find(String name) {
        var fact = facts.group().facts().get(name);
        var value = fact == null ? null : facts.seen(fact, view);
        return value == null ? Optional.empty() : Optional.of(toCel(value, view));
    }

    /// A value as CEL's runtime wants it.
    static Object toCel(Object value, Situated view) {
        return switch (value) {
            case Facts facts -> facts.in(view);
            case List<?> list
            when !list.isEmpty() && list.getFirst() instanceof Facts ->
                list.stream().map(item -> ((Facts) item).in(view)).toList();
            default -> value;
        };
    }

    /// The other way round.
    static Object fromCel(Object value) {
        return switch (value) {
            case FactView seen -> seen.facts;
            case List<?> list
            when !list.isEmpty() && list.getFirst() instanceof FactView ->
                list.stream().map(item -> ((FactView) item).facts).toList();
            default -> value;
        };
    }

    @Override
    public FactView value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return facts.isEmpty();
    }

    @Override
    public CelType celType() {
        return type;
    }
}
