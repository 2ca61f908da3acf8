package io.throughline.policy.pack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;

/// That a person stands for a pack in exactly this wording: the hash of its text, who, when, and the Ed25519 signature
/// (RFC 8032) of these by a key of that person. Kept beside the pack in a file `NAME.signature`, one `key: value` a
/// line, so that the pack itself need not change to be signed.
///
/// @param sha256 of the pack's text
/// @param key which key signed: [CounselKey#id()]
/// @param signature Base64
public record PackSignature(String sha256, String signer, LocalDate signed, String key, String signature) {
    public static final String SUFFIX = ".signature";

    /// Of a text in UTF-8, line ends as LF, in hexadecimal.
    public static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /// Signed by a person who stands for the pack as it is.
    public static PackSignature of(Pack pack, SigningPair pair, LocalDate today) {
        var counsel = pair.open();
        var plain = plain(pack.sha256(), counsel.signer(), today, counsel.id());
        return new PackSignature(pack.sha256(), counsel.signer(), today, counsel.id(), pair.sign(plain));
    }

    private static String plain(String sha256, String signer, LocalDate signed, String key) {
        return "sha256: " + sha256 + "\nsigner: " + signer + "\nsigned: " + signed + "\nkey: " + key + "\n";
    }

    public String text() {
        return plain(sha256, signer, signed, key) + "signature: " + signature + "\n";
    }

    /// @throws IllegalArgumentException if it is not a signature, saying what is missing
    public static PackSignature parse(String text) {
        return new PackSignature(
                value(text, "sha256", "[0-9a-f]{64}"),
                value(text, "signer", ".{1,200}"),
                LocalDate.parse(value(text, "signed", "\\d{4}-\\d{2}-\\d{2}")),
                value(text, "key", "[0-9a-f]{16}"),
                value(text, "signature", "[A-Za-z0-9+/]{86}=="));
    }

    private static String value(String text, String key, String shape) {
        return text.lines()
                .filter(line -> line.matches(key + ": " + shape))
                .map(line -> line.substring(key.length() + 2))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a signature needs a line \"" + key + ": …\""));
    }

    /// Whether it is for this wording.
    public boolean covers(Pack pack) {
        return sha256.equals(pack.sha256());
    }

    /// Whether this key made it, for these words, this name and this day.
    public boolean isBy(CounselKey counsel) {
        return key.equals(counsel.id())
                && signer.equals(counsel.signer())
                && counsel.verifies(plain(sha256, signer, signed, key), signature);
    }
}
