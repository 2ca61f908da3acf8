package io.throughline.policy.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The public key of somebody who may stand for packs: a PEM file with a line `Signer: NAME` above it.
///
/// @param signer the name as it stands in signatures
public record CounselKey(String signer, PublicKey key) {
    /// How files of these end in a house's folder of counsel's keys.
    public static final String SUFFIX = ".pub.pem";

    static final String PUBLIC = "PUBLIC KEY";

    /// The keys a house trusts: every `*.pub.pem` of the folder; none if there is no folder.
    ///
    /// @throws IllegalArgumentException naming a file that is no such key
    public static List<CounselKey> trusted(Path folder) throws IOException {
        var keys = new ArrayList<CounselKey>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                for (var file : files) {
                    keys.add(read(file));
                }
            }
        }
        return List.copyOf(keys);
    }

    private static CounselKey read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is not a key of counsel: " + e.getMessage(), e);
        }
    }

    /// @throws IllegalArgumentException if it is not one, saying why
    public static CounselKey parse(String text) {
        try {
            var key = KeyFactory.getInstance(SigningPair.ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Pem.block(text, PUBLIC)));
            return new CounselKey(Pem.signer(text), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("its key is no Ed25519 key", e);
        }
    }

    /// Names the key: the first 16 hex digits of its SHA-256.
    public String id() {
        return PackSignature.sha256(Base64.getEncoder().encodeToString(key.getEncoded()))
                .substring(0, 16);
    }

    /// The file to give to the house.
    public String text() {
        return Pem.text(signer, PUBLIC, key.getEncoded());
    }

    boolean verifies(String text, String signed) {
        try {
            var signature = Signature.getInstance(SigningPair.ALGORITHM);
            signature.initVerify(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(signed));
        } catch (GeneralSecurityException | IllegalArgumentException notShapedLikeOne) {
            return false;
        }
    }
}
