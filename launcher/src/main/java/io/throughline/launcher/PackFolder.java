package io.throughline.launcher;

import io.throughline.policy.ContactLaw;
import io.throughline.policy.pack.Pack;
import io.throughline.policy.pack.PackDirectory;
import io.throughline.policy.pack.Policy;
import io.throughline.workflow.InvalidDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A folder of policy packs, its fact model and the signatures beside them.
record PackFolder(Path path) {
    /// The folder told, or that of the repository.
    static PackFolder of(@Nullable Path told) {
        var folder = told == null ? Home.find().path().resolve("packs") : told;
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "There is no folder of policy packs " + folder + ".");
        }
        return new PackFolder(folder);
    }

    Policy read() throws IOException {
        try {
            return directory().read();
        } catch (InvalidDefinition e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "The packs in " + path + " cannot be read:\n" + e.getMessage());
        }
    }

    /// What messages are held back by.
    ContactLaw law() throws IOException {
        return new ContactLaw(read());
    }

    private PackDirectory directory() {
        return new PackDirectory(path);
    }

    Path signatureOf(Pack pack) {
        return directory().signatureOf(pack);
    }

    /// Packs that nobody has signed in the wording they have, each with what is wrong.
    List<String> unsigned(Policy policy) throws IOException {
        return directory().unsigned(policy).stream()
                .map(PackDirectory.Unsigned::problem)
                .toList();
    }
}
