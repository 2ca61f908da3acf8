package io.throughline.workflow;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Kinds of document that a customer may hand in, told by their first bytes: a name or a declared content type can
/// say anything.
public enum DocumentType {
    PDF("application/pdf"),
    JPEG("image/jpeg"),
    PNG("image/png"),
    HEIC("image/heic");

    /// How many bytes [#sniff(byte[])] looks at.
    public static final int HEAD = 16;

    private static final byte[] PNG_HEAD = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final List<String> HEIC_BRANDS = List.of("heic", "heix", "mif1", "msf1");
    private final String contentType;

    DocumentType(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /// As definitions write it: `pdf`.
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Optional<DocumentType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(DocumentType::word).toList();
    }

    /// The type that the first bytes of a file prove it to be; empty for anything else.
    public static Optional<DocumentType> sniff(byte[] head) {
        if (startsWith(head, 0, "%PDF-".getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
            return Optional.of(PDF);
        }
        if (startsWith(head, 0, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff})) {
            return Optional.of(JPEG);
        }
        if (startsWith(head, 0, PNG_HEAD)) {
            return Optional.of(PNG);
        }
        boolean box = startsWith(head, 4, "ftyp".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        if (box && head.length >= 12) {
            var brand = new String(head, 8, 4, java.nio.charset.StandardCharsets.US_ASCII);
            return HEIC_BRANDS.contains(brand) ? Optional.of(HEIC) : Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] head, int from, byte[] wanted) {
        return head.length >= from + wanted.length
                && Arrays.equals(head, from, from + wanted.length, wanted, 0, wanted.length);
    }
}
