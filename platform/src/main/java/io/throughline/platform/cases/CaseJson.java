package io.throughline.platform.cases;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/// How the engine's records are kept as JSON. A kind is named by its simple name in `kind`; whole numbers
/// come back as `Long`.
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

    private static final ObjectWriter KEPT = MAPPER.rebuild()
            .addMixIn(CaseState.class, Kept.class)
            .addMixIn(Identity.class, Known.class)
            .build()
            .writerFor(CaseState.class);

    private CaseJson() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// A state without what its row holds in columns, and without what is empty.
    static String kept(CaseState state) {
        return KEPT.writeValueAsString(state);
    }

    /// @param columns what the row holds, by the names in [CaseState]
    /// @param kept the rest, from [#kept]
    static CaseState state(Map<String, ?> columns, String kept) {
        var json = MAPPER.writeValueAsString(columns);
        var whole = json.substring(0, json.length() - 1) + "," + kept.substring(kept.indexOf('{') + 1);
        return STATES.readValue(whole.getBytes(StandardCharsets.UTF_8)); // parsed faster than characters
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

    /// What changes often comes first: PostgreSQL's log leaves out what an old and a new row have in common
    /// at their ends.
    @JsonIgnoreProperties({
        "tenant",
        "id",
        "workflow",
        "version",
        "openedAt",
        "status",
        "at",
        "awaiting",
        "outcome",
        "reference"
    })
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonPropertyOrder({
        "visit",
        "lastActivity",
        "pending",
        "timers",
        "task",
        "passed",
        "proofs",
        "factsReadAt",
        "identity",
        "nextTouch",
        "outreachStopped",
        "facts"
    })
    private interface Kept {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private interface Known {}
}
