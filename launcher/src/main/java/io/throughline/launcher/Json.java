package io.throughline.launcher;

import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON as the launcher reads and prints it. Reading is lenient: a field that is missing is empty, never an exception.
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    static JsonNode of(Map<String, ?> map) {
        return MAPPER.valueToTree(map);
    }

    static String print(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /// The text of a field; numbers and booleans read as they are written, anything else as nothing.
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asString("") : "";
    }

    static long number(JsonNode node, String field) {
        return find(node, field).orElse(0);
    }

    static OptionalLong find(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }
}
