package io.throughline.policy.pack;

import java.util.Base64;
import java.util.regex.Pattern;

/// PEM blocks (RFC 7468) under a line that says whose they are.
final class Pem {
    private static final Pattern SIGNER = Pattern.compile("(?m)^Signer: (.{1,200})$");

    private Pem() {}

    static String text(String signer, String what, byte[] bytes) {
        return "Signer: " + signer + "\n" + "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n";
    }

    static String signer(String text) {
        var signer = SIGNER.matcher(text);
        if (!signer.find()) {
            throw new IllegalArgumentException("it needs a line \"Signer: NAME\"");
        }
        return signer.group(1).strip();
    }

    static byte[] block(String text, String what) {
        var block = Pattern.compile("-----BEGIN " + what + "-----([A-Za-z0-9+/=\\s]+)-----END " + what + "-----")
                .matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("it has no block BEGIN " + what);
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }
}
