package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.CaseState;
import io.throughline.engine.Document;
import io.throughline.engine.Effect;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.engine.Money;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaseJsonTest {
    private static final Map<String, Object> VALUES =
            Map.of("text", "a", "number", 5L, "yes", true, "money", new Money(12_345, "USD").toFact());

    /// Every kind that the engine has, found through `permits`, so that a new one is in the test by itself.
    static Stream<Object> kinds() {
        return Stream.of(Effect.class, Input.class)
                .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                .flatMap(CaseJsonTest::samples);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void every_kind_comes_back_as_it_was(Object value) {
        var type = value instanceof Effect ? Effect.class : Input.class;
        var json = CaseJson.writeAs(type, value);

        assertThat(CaseJson.<Object>read(json, (Class<Object>) (Class<?>) type)).isEqualTo(value);
        assertThat(json).contains("\"kind\":\"" + value.getClass().getSimpleName() + "\"");
    }

    @org.junit.jupiter.api.Test
    void a_state_comes_back_as_it_was() {
        var state = (CaseState) sample(CaseState.class);

        var columns = new HashMap<String, Object>(Map.of(
                "tenant", state.tenant(),
                "id", state.id(),
                "workflow", state.workflow(),
                "version", state.version(),
                "openedAt", state.openedAt(),
                "status", state.status(),
                "at", state.at(),
                "awaiting", state.awaiting()));
        columns.put("outcome", state.outcome());

        assertThat(CaseJson.state(columns, CaseJson.kept(state))).isEqualTo(state);
        assertThat(CaseJson.kept(state)).doesNotContain("\"tenant\"", "\"version\"", "\"openedAt\"");
    }

    private static Stream<Object> samples(Class<?> type) {
        for (var component : type.getRecordComponents()) {
            if (component.getType().isSealed()) {
                return Arrays.stream(component.getType().getPermittedSubclasses())
                        .map(kind -> make(type, component, sample(kind)));
            }
        }
        return Stream.of(sample(type));
    }

    private static Object sample(Class<?> type) {
        return make(type, null, null);
    }

    private static Object make(
            Class<?> type,
            @org.jspecify.annotations.Nullable RecordComponent given,
            @org.jspecify.annotations.Nullable Object value) {
        try {
            var components = List.of(type.getRecordComponents());
            var arguments = components.stream()
                    .map(component ->
                            given != null && component.getName().equals(given.getName()) ? value : sampleOf(component))
                    .toArray();
            var constructor = type.getDeclaredConstructor(
                    components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object sampleOf(RecordComponent component) {
        var type = component.getType();
        var generic = component.getGenericType().getTypeName();
        if (type == String.class) {
            return "Ünï \"" + component.getName();
        } else if (type == int.class) {
            return 3;
        } else if (type == boolean.class) {
            return true;
        } else if (type == long.class) {
            return 1L << 60;
        } else if (type == Instant.class) {
            return Instant.parse("2026-11-22T15:00:00.123456Z");
        } else if (type == LocalDate.class) {
            return LocalDate.of(2026, 11, 30);
        } else if (type == Money.class) {
            return new Money(48_000, "USD");
        } else if (type == Identity.class) {
            return new Identity(Identity.Level.RIGHT_PARTY, "code", Instant.EPOCH, 1);
        } else if (type == CaseState.Task.class || type == Document.class) {
            return sample(type);
        } else if (type == Set.class) {
            return Set.of("a", "b");
        } else if (generic.endsWith("io.throughline.engine.Document>")) {
            return Map.of("proof", sample(Document.class));
        } else if (type == Object.class) {
            return VALUES.get("money");
        } else if (type.isEnum()) {
            return type.getEnumConstants()[1];
        } else if (generic.contains("Map<java.lang.String, java.util.Map")) {
            return Map.of("account", VALUES);
        } else if (generic.contains("java.time.Instant")) {
            return Map.of("wait", Instant.parse("2026-11-22T15:00:00.5Z"));
        } else if (generic.endsWith("java.lang.String>")) {
            return Map.of("a", "b");
        } else if (type == Map.class) {
            return VALUES;
        }
        throw new IllegalArgumentException("no sample for " + component);
    }
}
