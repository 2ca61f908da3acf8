package io.throughline.platform.records;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A CloudEvent 1.0, as far as we use it.
record CloudEvent(String id, String source, String type, JsonNode data) {
    private static final int LONGEST = 512;

    /// An event that cannot be taken, by the attribute that is wrong.
    static final class BadEvent extends RuntimeException {
        private static final long serialVersionUID = 1;
        final String attribute;

        BadEvent(String attribute, String why) {
            super("The attribute " + attribute + " " + why + ".");
            this.attribute = attribute;
        }
    }

    /// Structured mode: the whole event is one JSON object.
    static CloudEvent structured(JsonNode event) {
        if (!event.isObject()) {
            throw new BadEvent("specversion", "is missing: the body is not a JSON object");
        }
        return of(
                name -> {
                    var value = event.path(name);
                    if (!value.isMissingNode() && !value.isString()) {
                        throw new BadEvent(name, "must be a string");
                    }
                    return value.isString() ? value.stringValue() : null;
                },
                event.path("data"));
    }

    /// Batch mode: an array of structured events.
    static List<CloudEvent> batch(JsonNode events) {
        if (!events.isArray()) {
            throw new BadEvent("specversion", "is missing: a batch is a JSON array of events");
        }
        var list = new ArrayList<CloudEvent>();
        events.forEach(event -> list.add(structured(event)));
        return list;
    }

    /// Binary mode: the attributes are headers `ce-…`, the body is the data.
    static CloudEvent binary(Function<String, @Nullable String> header, byte[] body, JsonMapper json) {
        return of(name -> header.apply("ce-" + name), body.length == 0 ? json.missingNode() : json.readTree(body));
    }

    private static CloudEvent of(Function<String, @Nullable String> attribute, JsonNode data) {
        String version = required(attribute, "specversion");
        if (!version.equals("1.0")) {
            throw new BadEvent("specversion", "must be 1.0");
        }
        String source = required(attribute, "source");
        if (source.chars().anyMatch(Character::isWhitespace)) {
            throw new BadEvent("source", "must be a URI reference");
        }
        var event = new CloudEvent(required(attribute, "id"), source, required(attribute, "type"), data);
        if (!data.isObject()) {
            throw new BadEvent("data", "must be a JSON object with accountId");
        }
        return event;
    }

    private static String required(Function<String, @Nullable String> attribute, String name) {
        String value = attribute.apply(name);
        if (value == null || value.isBlank()) {
            throw new BadEvent(name, "is required");
        }
        if (value.length() > LONGEST) {
            throw new BadEvent(name, "is longer than " + LONGEST + " characters");
        }
        return value;
    }
}
