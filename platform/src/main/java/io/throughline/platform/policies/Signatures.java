package io.throughline.platform.policies;

import io.throughline.policy.pack.Pack;
import io.throughline.policy.pack.PackDirectory;
import io.throughline.policy.pack.PackSignature;
import io.throughline.policy.pack.Policy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether somebody who may stands for each pack in the wording that it has.
final class Signatures {
    private final PackDirectory folder;
    private final List<String> signers;

    Signatures(PackDirectory folder, List<String> signers) {
        this.folder = folder;
        this.signers = signers.stream().filter(name -> !name.isBlank()).toList();
    }

    /// In words, with what to do; empty: all is signed.
    List<String> problems(Policy policy) throws IOException {
        var problems = new ArrayList<String>();
        for (var unsigned : folder.unsigned(policy)) {
            problems.add(unsigned.problem() + remedy(unsigned.pack()));
        }
        for (var pack : policy.packs()) {
            folder.signature(pack)
                    .filter(signature -> !signers.contains(signature.signer()))
                    .ifPresent(signature -> problems.add(pack.file() + " is signed by \"" + signature.signer()
                            + "\", who may not" + remedy(pack.id())));
        }
        return problems;
    }

    private String remedy(String pack) {
        return "; sign it with ./throughline policy sign " + pack + " --signer \"NAME\", "
                + (signers.isEmpty()
                        ? "NAME one of throughline.policy.signers, which names nobody yet"
                        : "NAME one of: " + String.join(", ", signers))
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
                        .map(one -> " signed " + one.signed() + " by " + one.signer())
                        .orElse(" unsigned");
    }
}
