package io.throughline.sandbox.carrier;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// The GSM 7-bit default alphabet with its extension table (3GPP TS 23.038), one septet per octet as SMPP carries it.
final class GsmText {
    private static final char ESCAPE = '\u001b';
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ" + ESCAPE
            + "ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "\f^{}\\[~]|€";
    private static final byte[] EXTENDED_CODES = {0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65};

    private GsmText() {}

    /// What a handset shows. An escape before a letter that has no extension shows the letter itself, as the standard
    /// wants.
    static String decode(byte[] septets) {
        var text = new StringBuilder(septets.length);
        boolean escaped = false;
        for (byte octet : septets) {
            char basic = BASIC.charAt(octet & 0x7f);
            if (escaped) {
                text.append(extended(octet, basic));
                escaped = false;
            } else if (basic == ESCAPE) {
                escaped = true;
            } else {
                text.append(basic);
            }
        }
        return text.toString();
    }

    /// Empty when a character is in neither table; then the text must go as UCS-2.
    static Optional<byte[]> encode(String text) {
        var septets = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            int basic = BASIC.indexOf(letter);
            int extension = EXTENDED.indexOf(letter);
            if (basic >= 0 && letter != ESCAPE) {
                septets.write(basic);
            } else if (extension >= 0) {
                septets.write(ESCAPE);
                septets.write(EXTENDED_CODES[extension]);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(septets.toByteArray());
    }

    private static char extended(byte octet, char basic) {
        for (int i = 0; i < EXTENDED_CODES.length; i++) {
            if (EXTENDED_CODES[i] == (octet & 0x7f)) {
                return EXTENDED.charAt(i);
            }
        }
        return basic == ESCAPE ? ' ' : basic;
    }
}
