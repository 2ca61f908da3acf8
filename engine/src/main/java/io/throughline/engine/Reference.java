package io.throughline.engine;

import java.util.UUID;

/// Short case references such as `TL-7K42-Q9XD`: 40 bits of the random tail of the id in
/// Crockford's alphabet, which has no I, L, O, U.
public final class Reference {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private Reference() {}

    /// The reference of a case id; the store keeps it unique.
    public static String of(String caseId) {
        long tail = UUID.fromString(caseId).getLeastSignificantBits();
        var text = new StringBuilder("TL-");
        for (int i = 7; i >= 0; i--) {
            text.append(ALPHABET.charAt((int) (tail >>> (5 * i) & 31)));
            if (i == 4) {
                text.append('-');
            }
        }
        return text.toString();
    }
}
