package io.throughline.platform.signin;

import com.nulabinc.zxcvbn.Zxcvbn;
import io.throughline.platform.access.ApiProblem;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Passwords: which are taken, and how they are kept. Argon2id with 19 MiB, two passes, one lane: the first of the
/// equal choices of OWASP's Password Storage Cheat Sheet. Length and strength are asked for and no particular kinds of
/// characters (NIST SP 800-63B, 5.1.1.2).
final class Passwords {
    /// In characters.
    static final int SHORTEST = 12;

    static final int LONGEST = 200;

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /// Of zxcvbn's 0 to 4: safely unguessable, more than 10^8 tries.
    private static final int STRENGTH = 3;
    /// Each takes [#MEMORY_KIB] and a processor: strangers must not be able to take them all.
    private static final int AT_ONCE = 2;

    private static final long PATIENCE_SECONDS = 5;

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, MEMORY_KIB, PASSES);
    private final Zxcvbn strength = new Zxcvbn();
    private final Semaphore places = new Semaphore(AT_ONCE);
    /// Compared with where there is no account, so that a wrong name takes as long as a wrong password.
    private final String nobodys = hash("there is nobody of this name");

    /// What is wrong with a password somebody wants; empty: nothing.
    ///
    /// @param about words that are easy to guess for whoever knows the person
    Optional<String> problem(String password, List<String> about) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Optional.of(
                    "Use at least " + SHORTEST + " characters. Four words that do not belong together are good.");
        }
        if (length > LONGEST) {
            return Optional.of("Use at most " + LONGEST + " characters.");
        }
        return strength.measure(password, about).getScore() < STRENGTH
                ? Optional.of("That is too easy to guess. Four words that do not belong together are good.")
                : Optional.empty();
    }

    String hash(String password) {
        return placed(() -> java.util.Objects.requireNonNull(argon2.encode(oneSpelling(password))));
    }

    /// @param hash null: there is no such account
    boolean matches(String password, @Nullable String hash) {
        if (password.length() > LONGEST * 2) {
            return false;
        }
        boolean same = placed(() -> argon2.matches(oneSpelling(password), hash == null ? nobodys : hash));
        return same && hash != null;
    }

    /// The same letters typed on another keyboard are the same password.
    private static String oneSpelling(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    private <T> T placed(java.util.function.Supplier<T> work) {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new ApiProblem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "sign-in.busy",
                        "Many people sign in at this moment. Try again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting", e);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
