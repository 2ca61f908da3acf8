package io.throughline.platform.channels;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A text as a handset gets it: in the GSM default alphabet if every character is in it, otherwise
/// in UCS-2, and cut into parts when it does not fit one (160 and 70 characters; 153 and 67 in each
/// of several).
///
/// @param ucs2 whether UCS-2 (`data_coding` 8) is needed
/// @param parts the bytes of each part: unpacked septets, or UTF-16BE; without user data headers
public record SmsText(boolean ucs2, List<byte[]> parts) {
    private static final int ESCAPE = 0x1b;
    private static final int MOST_PARTS = 255;
    /// 3GPP TS 23.038, 6.2.1; the position is the code. The escape's place holds a character nobody
    /// sends.
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final Map<Character, Integer> EXTENSION = Map.of(
            '\f', 0x0a, '^', 0x14, '{', 0x28, '}', 0x29, '\\', 0x2f, '[', 0x3c, '~', 0x3d, ']', 0x3e, '|', 0x40, '€',
            0x65);
    private static final Map<Character, byte[]> SEPTETS = septets();

    /// @throws IllegalArgumentException if it needs more than 255 parts
    public static SmsText of(String text) {
        var units = new ArrayList<byte[]>();
        boolean ucs2 = !text.chars().allMatch(c -> SEPTETS.containsKey((char) c));
        if (ucs2) {
            // A pair of surrogates must not be torn apart.
            text.codePoints().forEach(c -> units.add(Character.toString(c).getBytes(StandardCharsets.UTF_16BE)));
        } else {
            text.chars().forEach(c -> units.add(SEPTETS.getOrDefault((char) c, new byte[0])));
        }
        int single = ucs2 ? 140 : 160;
        int total = units.stream().mapToInt(unit -> unit.length).sum();
        var parts = cut(units, total <= single ? single : ucs2 ? 134 : 153);
        if (parts.size() > MOST_PARTS) {
            throw new IllegalArgumentException("a text of " + parts.size() + " parts cannot be sent");
        }
        return new SmsText(ucs2, parts);
    }

    /// Reads unpacked septets back; what is no character becomes a question mark.
    public static String fromGsm(byte[] septets) {
        var text = new StringBuilder(septets.length);
        for (int i = 0; i < septets.length; i++) {
            int code = septets[i] & 0x7f;
            if (code == ESCAPE && i + 1 < septets.length) {
                text.append(extended(septets[++i] & 0x7f));
            } else {
                text.append(code == ESCAPE ? '?' : BASIC.charAt(code));
            }
        }
        return text.toString();
    }

    private static char extended(int code) {
        return EXTENSION.entrySet().stream()
                .filter(entry -> entry.getValue() == code)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(BASIC.charAt(code));
    }

    private static List<byte[]> cut(List<byte[]> units, int room) {
        var parts = new ArrayList<byte[]>();
        var part = new byte[room];
        int used = 0;
        for (var unit : units) {
            if (used + unit.length > room) {
                parts.add(Arrays.copyOf(part, used));
                used = 0;
            }
            System.arraycopy(unit, 0, part, used, unit.length);
            used += unit.length;
        }
        parts.add(Arrays.copyOf(part, used));
        return List.copyOf(parts);
    }

    private static Map<Character, byte[]> septets() {
        var septets = new HashMap<Character, byte[]>();
        for (int i = 0; i < BASIC.length(); i++) {
            if (i != ESCAPE) {
                septets.put(BASIC.charAt(i), new byte[] {(byte) i});
            }
        }
        EXTENSION.forEach((c, code) -> septets.put(c, new byte[] {ESCAPE, code.byteValue()}));
        return Map.copyOf(septets);
    }
}
