package io.throughline.tryouts;

import io.throughline.records.Records;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON and JSON lines, plain or gzipped.
final class JsonFiles {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonFiles() {}

    /// One value.
    static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(text(file));
        } catch (JacksonException e) {
            throw new TryoutFailure(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /// One object a line.
    static List<JsonNode> lines(Path file) {
        var all = new ArrayList<JsonNode>();
        int number = 0;
        for (var line : text(file).lines().toList()) {
            number++;
            if (!line.isBlank()) {
                try {
                    var node = MAPPER.readTree(line);
                    if (!node.isObject() || node.path("id").isMissingNode()) {
                        throw new TryoutFailure(file + ":" + number + " is not an object with an \"id\"");
                    }
                    all.add(node);
                } catch (JacksonException e) {
                    throw new TryoutFailure(file + ":" + number + " is not JSON: " + e.getOriginalMessage(), e);
                }
            }
        }
        return all;
    }

    /// What the text of a result means: JSON where it is, else the text itself.
    static JsonNode parsed(JsonNode result) {
        if (!result.isString()) {
            return result;
        }
        try {
            return MAPPER.readTree(result.asString());
        } catch (JacksonException e) {
            return result;
        }
    }

    /// Plain values: maps, lists, text, numbers, yes and no, null.
    static Object value(JsonNode node) {
        return Records.plain(MAPPER.treeToValue(node, Object.class));
    }

    private static String text(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new TryoutFailure("There is no file " + file);
        }
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
            raw.mark(2);
            boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            try (InputStream in = packed ? new GZIPInputStream(raw) : raw) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new TryoutFailure(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
