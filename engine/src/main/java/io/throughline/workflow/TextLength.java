package io.throughline.workflow;

import java.util.stream.Collectors;

/// How much room a text message takes: 160 characters of the GSM default alphabet, or 153 in each
/// of several parts; with any other letter all go out in 16 bits, 70 and 67 (3GPP TS 23.038 and
/// 23.040). Characters of the extension table count twice.
///
/// @param foreign letters that are not in the alphabet
record TextLength(int characters, int parts, String foreign) {
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "\f^{}\\[~]|€";

    static TextLength of(String text) {
        var foreign = text.chars()
                .filter(c -> BASIC.indexOf(c) < 0 && EXTENSION.indexOf(c) < 0)
                .mapToObj(Character::toString)
                .distinct()
                .collect(Collectors.joining(" "));
        int length = foreign.isEmpty()
                ? text.chars().map(c -> EXTENSION.indexOf(c) < 0 ? 1 : 2).sum()
                : text.length();
        int single = foreign.isEmpty() ? 160 : 70;
        int each = foreign.isEmpty() ? 153 : 67;
        return new TextLength(length, length <= single ? 1 : (length + each - 1) / each, foreign);
    }

    boolean isGsm() {
        return foreign.isEmpty();
    }
}
