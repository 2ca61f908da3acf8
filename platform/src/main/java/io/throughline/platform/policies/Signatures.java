package io.throughline.platform.policies;

import io.throughline.policy.pack.CounselKey;
import io.throughline.policy.pack.Pack;
import io.throughline.policy.pack.PackDirectory;
import io.throughline.policy.pack.PackSignature;
import io.throughline.policy.pack.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether somebody who may stands for each pack in the wording that it has.
final class Signatures {
    private final PackDirectory folder;
    private final Path keys;
    private final List<CounselKey> counsel;

    /// @param keys folder of the public keys that are trusted
    /// @throws IllegalArgumentException naming a file there that is no key
    Signatures(PackDirectory folder, Path keys) throws IOException {
        this.folder = folder;
        this.keys = keys;
        this.counsel = trusted(keys);
    }

    /// Every `*.pub.pem` of the folder; none if there is no folder.
    private static List<CounselKey> trusted(Path folder) throws IOException {
        var keys = new ArrayList<CounselKey>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "*" + CounselKey.SUFFIX)) {
                for (var file : files) {
                    keys.add(key(file));
                }
            }
        }
        return List.copyOf(keys);
    }

    private static CounselKey key(Path file) throws IOException {
        try {
            return CounselKey.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is not a key of counsel: " + e.getMessage(), e);
        }
    }

    /// In words, with what to do; empty: all is signed.
    List<String> problems(Policy policy) throws IOException {
        var problems = new ArrayList<String>();
        for (var unsigned : folder.unsigned(policy)) {
            problems.add(unsigned.problem() + remedy(unsigned.pack()));
        }
        for (var pack : policy.packs()) {
            folder.signature(pack)
                    .flatMap(this::doubt)
                    .ifPresent(doubt -> problems.add(pack.file() + " " + doubt + remedy(pack.id())));
        }
        return problems;
    }

    private Optional<String> doubt(PackSignature signature) {
        if (counsel.stream().anyMatch(signature::isBy)) {
            return Optional.empty();
        }
        return Optional.of(
                counsel.stream().anyMatch(key -> key.id().equals(signature.key()))
                        ? "has a signature that its key did not make"
                        : "is signed by \"" + signature.signer() + "\" with the key " + signature.key()
                                + ", which is not trusted");
    }

    private String remedy(String pack) {
        return "; sign it with ./throughline policy sign " + pack + " --key FILE; trusted are the keys in " + keys
                + ": "
                + (counsel.isEmpty()
                        ? "none yet (./throughline policy key makes one)"
                        : counsel.stream()
                                .map(key -> key.signer() + " " + key.id())
                                .collect(Collectors.joining(", ")))
                + "; or start with --allow-unsigned-packs";
    }

    /// What is kept of packs in force: id, version, hash of the text, and who signed it.
    List<String> lines(Policy policy) throws IOException {
        var lines = new ArrayList<String>();
        for (var pack : policy.packs()) {
            lines.add(line(pack, folder.signature(pack)));
        }
        return lines;
    }

    private static String line(Pack pack, Optional<PackSignature> signature) {
        return pack.id() + " " + pack.version() + " " + pack.sha256()
                + signature
                        .map(one -> " signed " + one.signed() + " by " + one.signer() + " " + one.key())
                        .orElse(" unsigned");
    }
}
