package io.throughline.platform.audit;

import io.throughline.platform.audit.Merkle.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// One line of the checkpoint file: what is signed, the signature, and the leaves that the signed root covers.
///
/// @param signed the text that is signed, as it stands in the file
record Checkpoint(Statement statement, String signed, byte[] signature, List<Leaf> leaves) {
    private static final JsonMapper JSON = new JsonMapper();

    /// What is signed.
    ///
    /// @param previous SHA-256 of the signed text of the checkpoint before, in hex; 64 zeros for the first
    /// @param fromTx first transaction covered
    /// @param toTx first transaction not covered
    record Statement(
            long number, String at, String previous, long fromTx, long toTx, long chains, String root, String key) {

        /// The one way to write it: JSON, names in this order, no white space. No value needs escaping.
        String text() {
            return "{\"number\":" + number + ",\"at\":\"" + at + "\",\"previous\":\"" + previous + "\",\"fromTx\":"
                    + fromTx + ",\"toTx\":" + toTx + ",\"chains\":" + chains + ",\"root\":\"" + root + "\",\"key\":\""
                    + key + "\"}";
        }
    }

    static Checkpoint sign(Statement statement, List<Leaf> leaves, SigningKey key) {
        var text = statement.text();
        return new Checkpoint(statement, text, key.sign(text), leaves);
    }

    /// Hash of the signed text, which the next checkpoint names.
    String hash() {
        return HexFormat.of().formatHex(Merkle.hash(signed.getBytes(StandardCharsets.UTF_8)));
    }

    String line() {
        var line = new StringBuilder("{\"signed\":")
                .append(JSON.writeValueAsString(signed))
                .append(",\"signature\":\"")
                .append(Base64.getEncoder().encodeToString(signature))
                .append("\",\"leaves\":[");
        for (int i = 0; i < leaves.size(); i++) {
            var leaf = leaves.get(i);
            line.append(i == 0 ? "[\"" : ",[\"")
                    .append(leaf.caseId())
                    .append("\",")
                    .append(leaf.number())
                    .append(",\"")
                    .append(leaf.hash())
                    .append("\"]");
        }
        return line.append("]}").toString();
    }

    /// @throws IllegalArgumentException if it is not a checkpoint
    static Checkpoint parse(String line) {
        try {
            var json = JSON.readTree(line);
            var signed = json.required("signed").asString();
            var leaves = new ArrayList<Leaf>();
            for (var leaf : json.required("leaves")) {
                leaves.add(new Leaf(
                        leaf.required(0).asString(),
                        leaf.required(1).asInt(),
                        leaf.required(2).asString()));
            }
            return new Checkpoint(
                    statement(JSON.readValue(signed, Map.class)),
                    signed,
                    Base64.getDecoder().decode(json.required("signature").asString()),
                    leaves);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a checkpoint", e);
        }
    }

    private static Statement statement(Map<?, ?> map) {
        return new Statement(
                number(map, "number"),
                text(map, "at"),
                text(map, "previous"),
                number(map, "fromTx"),
                number(map, "toTx"),
                number(map, "chains"),
                text(map, "root"),
                text(map, "key"));
    }

    private static long number(Map<?, ?> map, String name) {
        if (map.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("checkpoint without " + name);
    }

    private static String text(Map<?, ?> map, String name) {
        if (map.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("checkpoint without " + name);
    }
}
