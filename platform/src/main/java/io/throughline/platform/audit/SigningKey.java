package io.throughline.platform.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/// The Ed25519 key that signs checkpoints, in PEM files that only the owner can read.
final class SigningKey {
    private final KeyPair pair;

    private SigningKey(KeyPair pair) {
        this.pair = pair;
    }

    /// The key of a folder, made at the first start.
    static SigningKey in(Path keys) {
        var secret = keys.resolve("audit-ed25519.pem");
        var open = keys.resolve("audit-ed25519.pub.pem");
        try {
            Files.createDirectories(keys);
            if (!Files.exists(secret) || !Files.exists(open)) {
                var made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                Files.deleteIfExists(secret);
                write(open, "PUBLIC KEY", made.getPublic().getEncoded());
                write(secret, "PRIVATE KEY", made.getPrivate().getEncoded());
            }
            var factory = KeyFactory.getInstance("Ed25519");
            return new SigningKey(new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(read(open))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(read(secret)))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the key of the audit in " + keys, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of the audit in " + keys + " cannot be used", e);
        }
    }

    /// Names the key in checkpoints: the first 16 hex digits of the SHA-256 of the public key.
    String id() {
        return HexFormat.of()
                .formatHex(Merkle.hash(pair.getPublic().getEncoded()))
                .substring(0, 16);
    }

    byte[] sign(String text) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean verifies(String text, byte[] signed) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(pair.getPublic());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(signed);
        } catch (GeneralSecurityException wrong) {
            return false; // not even shaped like a signature
        }
    }

    private static void write(Path file, String what, byte[] bytes) throws IOException {
        var pem = "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n";
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException alreadyThere) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(file, pem);
    }

    private static byte[] read(Path file) throws IOException {
        return Base64.getMimeDecoder()
                .decode(Files.readString(file)
                        .replaceAll("-----[A-Z ]+-----", "")
                        .trim());
    }
}
