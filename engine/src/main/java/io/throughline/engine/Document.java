package io.throughline.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A document that somebody handed in. It is kept outside the case; the case holds this.
///
/// @param reference where it is kept
/// @param sha256 of its bytes, in hexadecimal
/// @param declared content type that the sender told
/// @param sniffed content type that its first bytes prove, or null
/// @param bytes its size
public record Document(
        String reference,
        String sha256,
        String declared,
        @Nullable String sniffed,
        long bytes) {

    /// How a fact map holds a document, the same in JSON.
    public Map<String, Object> toFact() {
        var fact = new LinkedHashMap<String, Object>();
        fact.put("document", reference);
        fact.put("sha256", sha256);
        fact.put("contentType", sniffed == null ? declared : sniffed);
        fact.put("bytes", bytes);
        return fact;
    }

    static boolean isFact(Object fact) {
        return fact instanceof Map<?, ?> map && map.containsKey("document");
    }

    /// The reverse of [#toFact()].
    public static Document fromFact(Object fact) {
        if (fact instanceof Map<?, ?> map
                && map.get("document") instanceof String reference
                && map.get("sha256") instanceof String sha256
                && map.get("contentType") instanceof String type
                && map.get("bytes") instanceof Number bytes) {
            return new Document(reference, sha256, type, type, bytes.longValue());
        }
        throw new IllegalArgumentException("not a document: " + fact.getClass().getSimpleName());
    }

    /// For people: `PDF, 120 kB`.
    String formatted() {
        var type = sniffed == null ? declared : sniffed;
        return type.substring(type.indexOf('/') + 1).toUpperCase(java.util.Locale.ROOT) + ", "
                + Math.max(1, bytes / 1000) + " kB";
    }
}
