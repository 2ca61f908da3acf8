package io.throughline.policy.pack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// The public key of somebody who may stand for packs: a PEM file with a line `Signer: NAME` above it.
///
/// @param signer the name as it stands in signatures
public record CounselKey(String signer, PublicKey key) {
    /// How files of these end in a house's folder of counsel's keys.
    public static final String SUFFIX = ".pub.pem";

    static final String PUBLIC = "PUBLIC KEY";

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
