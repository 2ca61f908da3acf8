package io.throughline.platform.policies;

import io.throughline.policy.ContactLaw;
import io.throughline.policy.pack.PackDirectory;
import io.throughline.workflow.InvalidDefinition;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The packs in force. The platform does not start without them; later they are replaced all at once, or, where
/// something is wrong with the new ones, not at all.
@Component
class PackShelf implements Laws {
    private static final Logger log = LoggerFactory.getLogger(PackShelf.class);

    private final PolicySettings settings;
    private final PolicyStore store;
    private final InstantSource time;
    private volatile @Nullable ContactLaw inForce;

    PackShelf(PolicySettings settings, PolicyStore store, InstantSource time) {
        this.settings = settings;
        this.store = store;
        this.time = time;
        var problems = take("throughline");
        if (!problems.isEmpty()) {
            throw new PacksRefused(problems);
        }
    }

    @Override
    public Optional<ContactLaw> law() {
        return Optional.ofNullable(inForce);
    }

    /// Reads the folder again and takes up what is there, or keeps what is in force; either is written down.
    ///
    /// @return what is wrong; empty: they are in force now
    synchronized List<String> take(String by) {
        var problems = new ArrayList<String>();
        try {
            var folder = new PackDirectory(settings.packs());
            var law = new ContactLaw(folder.read());
            law.missing().forEach(pack -> problems.add("the pack " + pack + " is not in " + settings.packs()));
            var signatures = new Signatures(folder, settings.counsel());
            var unsigned = signatures.problems(law.policy());
            if (settings.allowUnsigned()) {
                unsigned.forEach(problem -> log.warn("taken although {}", problem));
            } else {
                problems.addAll(unsigned);
            }
            if (problems.isEmpty()) {
                store.taken(law.version(), signatures.lines(law.policy()), by, time.instant());
                inForce = law;
            }
        } catch (InvalidDefinition e) {
            problems.add("the packs in " + settings.packs() + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            problems.add("the packs in " + settings.packs() + " cannot be read: " + e);
        }
        if (!problems.isEmpty()) {
            log.error("policy packs refused: {}", String.join("; ", problems));
            store.refused(String.join("\n", problems), by, time.instant());
        }
        return problems;
    }

    /// The platform does not start with these packs.
    static final class PacksRefused extends RuntimeException {
        private static final long serialVersionUID = 1;

        PacksRefused(List<String> problems) {
            super("The policy packs are not taken, and without them nothing may be sent:\n  "
                    + String.join("\n  ", problems));
        }
    }
}
