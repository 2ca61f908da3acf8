package io.throughline.policy.pack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// What counsel signs with, and nobody else may have: the private Ed25519 key beside the public one.
public final class SigningPair {
    static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";

    private final CounselKey open;
    private final PrivateKey secret;

    private SigningPair(CounselKey open, PrivateKey secret) {
        this.open = open;
        this.secret = secret;
    }

    /// A new pair for this person.
    public static SigningPair make(String signer) {
        try {
            var made = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new SigningPair(new CounselKey(signer, made.getPublic()), made.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    /// @throws IllegalArgumentException if it is not such a file, saying why
    public static SigningPair parse(String text) {
        try {
            var secret = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.block(text, PRIVATE)));
            var pair = new SigningPair(CounselKey.parse(text), secret);
            if (!pair.open.verifies("one pair", pair.sign("one pair"))) {
                throw new IllegalArgumentException("its two keys are not a pair");
            }
            return pair;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("its private key is no Ed25519 key", e);
        }
    }

    /// The file to keep; only its owner may read it.
    public String text() {
        return Pem.text(open.signer(), PRIVATE, secret.getEncoded()) + open.text();
    }

    public CounselKey open() {
        return open;
    }

    String sign(String text) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this key cannot sign", e);
        }
    }
}
