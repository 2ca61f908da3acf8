package io.throughline.platform.cases;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Input;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/// How the engine's records are kept as JSON. A kind is named by its simple name in `kind`; whole numbers come
/// back as `Long`.
final class CaseJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(Effect.class, ByKind.class)
            .addMixIn(Input.class, ByKind.class)
            .addMixIn(Input.ContactResult.class, ByKind.class)
            .addMixIn(Input.PaymentResult.class, ByKind.class)
            .addMixIn(Input.WriteResult.class, ByKind.class)
            .registerSubtypes(Effect.class.getPermittedSubclasses())
            .registerSubtypes(Input.class.getPermittedSubclasses())
            .registerSubtypes(Input.ContactResult.class.getPermittedSubclasses())
            .registerSubtypes(Input.PaymentResult.class.getPermittedSubclasses())
            .registerSubtypes(Input.WriteResult.class.getPermittedSubclasses())
            .changeDefaultVisibility(visible -> visible.withIsGetterVisibility(Visibility.NONE))
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final ObjectReader STATES = MAPPER.readerFor(CaseState.class);

    private CaseJson() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static CaseState state(String json) {
        return STATES.readValue(json.getBytes(StandardCharsets.UTF_8)); // parsed faster than characters
    }

    static Effect effect(String json) {
        return MAPPER.readValue(json, Effect.class);
    }

    static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /// Written with its static type, so that the kind is there.
    static String writeAs(Class<?> type, Object value) {
        return MAPPER.writerFor(type).writeValueAsString(value);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    private interface ByKind {}
}
