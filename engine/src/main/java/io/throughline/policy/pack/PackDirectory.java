package io.throughline.policy.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder of packs: the fact model, the packs, and signatures beside them.
public record PackDirectory(Path path) {
    /// All of it as it is now.
    ///
    /// @throws io.throughline.workflow.InvalidDefinition with everything that is wrong
    /// @throws IOException if it cannot be read
    public Policy read() throws IOException {
        var texts = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(path)) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                texts.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return PackReader.read(texts);
    }

    public Path signatureOf(Pack pack) {
        return path.resolve(pack.file() + PackSignature.SUFFIX);
    }

    /// Where nobody stands for a pack in the wording that it has: the pack, and what is wrong.
    public record Unsigned(String pack, String file, String problem) {}

    /// Packs that nobody has signed as they are.
    public List<Unsigned> unsigned(Policy policy) throws IOException {
        var unsigned = new ArrayList<Unsigned>();
        for (var pack : policy.packs()) {
            problem(pack).ifPresent(problem -> unsigned.add(new Unsigned(pack.id(), pack.file(), problem)));
        }
        return unsigned;
    }

    /// The signature of a pack in the wording that it has.
    public Optional<PackSignature> signature(Pack pack) throws IOException {
        var file = signatureOf(pack);
        return problem(pack).isEmpty() ? Optional.of(PackSignature.parse(Files.readString(file))) : Optional.empty();
    }

    private Optional<String> problem(Pack pack) throws IOException {
        var file = signatureOf(pack);
        if (!Files.isRegularFile(file)) {
            return Optional.of(pack.file() + " is not signed");
        }
        try {
            return PackSignature.parse(Files.readString(file)).covers(pack)
                    ? Optional.empty()
                    : Optional.of(pack.file() + " has been changed since it was signed");
        } catch (RuntimeException e) {
            return Optional.of(file.getFileName() + " is not a signature: " + e.getMessage());
        }
    }
}
