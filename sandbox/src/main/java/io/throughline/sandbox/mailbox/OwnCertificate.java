package io.throughline.sandbox.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// The self-signed certificate of the provider, made by the JDK's `keytool` at the first start and kept in `mail.p12`.
final class OwnCertificate {
    /// Guards nothing: the file lies beside what it would protect, on the machine of whoever plays with the sandbox.
    private static final String PASSWORD = "sandbox";

    private OwnCertificate() {}

    static SSLContext in(Path folder) {
        try {
            var file = folder.resolve("mail.p12");
            if (!Files.exists(file)) {
                make(file);
            }
            var keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the provider's certificate cannot be used", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while making the provider's certificate", e);
        }
    }

    private static void make(Path file) throws IOException, InterruptedException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        // Made beside and moved, so that a kill leaves no half of a file under its name.
        var made = file.resolveSibling("mail.p12.new");
        Files.deleteIfExists(made);
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "mail",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=mailbox.sandbox",
                        "-ext",
                        "SAN=dns:localhost,dns:mailbox.sandbox,ip:127.0.0.1",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        made.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("keytool could not make a certificate");
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
