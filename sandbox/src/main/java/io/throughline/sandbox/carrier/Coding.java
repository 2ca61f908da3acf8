package io.throughline.sandbox.carrier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The data codings this carrier understands.
enum Coding {
    GSM(0),
    ASCII(1),
    LATIN_1(3),
    UCS_2(8);

    private final int code;

    Coding(int code) {
        this.code = code;
    }

    static Optional<Coding> find(int code) {
        return Arrays.stream(values()).filter(coding -> coding.code == code).findFirst();
    }

    byte code() {
        return (byte) code;
    }

    String decode(byte[] octets) {
        return switch (this) {
            case GSM -> GsmText.decode(octets);
            case ASCII -> new String(octets, StandardCharsets.US_ASCII);
            case LATIN_1 -> new String(octets, StandardCharsets.ISO_8859_1);
            case UCS_2 -> new String(octets, StandardCharsets.UTF_16BE);
        };
    }
}
