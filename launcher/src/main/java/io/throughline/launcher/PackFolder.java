package io.throughline.launcher;

import io.throughline.policy.pack.Pack;
import io.throughline.policy.pack.PackReader;
import io.throughline.policy.pack.PackSignature;
import io.throughline.policy.pack.Policy;
import io.throughline.workflow.InvalidDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
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
        var texts = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(path)) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                texts.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        try {
            return PackReader.read(texts);
        } catch (InvalidDefinition e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "The packs in " + path + " cannot be read:\n" + e.getMessage());
        }
    }

    Path signatureOf(Pack pack) {
        return path.resolve(pack.file() + PackSignature.SUFFIX);
    }

    /// Packs that nobody has signed in the wording they have, each with what is wrong.
    List<String> unsigned(Policy policy) throws IOException {
        var unsigned = new java.util.ArrayList<String>();
        for (var pack : policy.packs()) {
            var file = signatureOf(pack);
            if (!Files.isRegularFile(file)) {
                unsigned.add(pack.file() + " is not signed");
                continue;
            }
            try {
                if (!PackSignature.parse(Files.readString(file)).covers(pack)) {
                    unsigned.add(pack.file() + " has been changed since it was signed");
                }
            } catch (RuntimeException e) {
                unsigned.add(file.getFileName() + " is not a signature: " + e.getMessage());
            }
        }
        return unsigned;
    }
}
