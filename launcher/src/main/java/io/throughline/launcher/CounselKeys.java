package io.throughline.launcher;

import io.throughline.policy.pack.SigningPair;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Counsel's keys as files.
final class CounselKeys {
    /// In the data folder: the public keys that the house trusts.
    static final String FOLDER = "counsel-keys";

    static final String SECRET_SUFFIX = ".key.pem";

    private CounselKeys() {}

    static SigningPair read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "There is no key " + file + "; make one with ./throughline policy key.");
        }
        try {
            return SigningPair.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + " is not a key to sign with: " + e.getMessage() + ".");
        }
    }

    /// Written for its owner alone, and never over another.
    static void writeSecret(Path file, String text) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, file + " is there already. A key is not written over; give another --out.");
        }
        Files.writeString(file, text);
    }
}
