package io.throughline.platform.audit;

import static java.time.ZoneOffset.UTC;

import io.throughline.engine.Reference;
import io.throughline.platform.audit.AuditStore.Evidence;
import io.throughline.platform.audit.AuditStore.Head;
import io.throughline.platform.audit.AuditStore.Month;
import io.throughline.platform.audit.Merkle.Leaf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Checks all evidence in one pass and bounded memory: every chain by itself, then every checkpoint against the
/// chains.
public final class AuditVerifier {
    private static final int MOST_NAMED = 1_000;
    private static final int SLICE = 1_000;
    private final AuditStore store;
    private final CheckpointFile file;
    private final SigningKey key;
    private final TransactionTemplate snapshot;

    AuditVerifier(AuditStore store, CheckpointFile file, SigningKey key, TransactionTemplate snapshot) {
        this.store = store;
        this.file = file;
        this.key = key;
        this.snapshot = snapshot;
    }

    /// What was found. `broken` names the first break of each chain, and each broken checkpoint.
    ///
    /// @param brokenCount all breaks, also those beyond the thousand that are named
    /// @param archived months that were taken out of the evidence
    public record Report(
            long events,
            long chains,
            long checkpoints,
            long brokenCount,
            List<Break> broken,
            String firstBreak,
            List<Archived> archived) {
        public boolean intact() {
            return brokenCount == 0;
        }
    }

    /// A break: in which case, at which link of its chain, and what. A link is what one transition recorded; it is
    /// called an event here, as its table is.
    ///
    /// @param caseReference empty if it concerns a checkpoint alone
    /// @param eventNumber of the link, or of the checkpoint if it concerns one alone
    public record Break(String caseReference, int eventNumber, String what) {}

    /// A month that was taken out of the evidence, with all chains of the cases that were opened in it.
    ///
    /// @param month as `2026-11`
    /// @param checked whether its table is still in the database, so that its chains were checked all the same
    public record Archived(String month, long chains, long links, boolean checked) {}

    public Report verify() {
        return Objects.requireNonNull(snapshot.execute(_ -> {
            var walk = new Walk(store.archived());
            store.walk(walk, walk.archived);
            file.read(walk::checkpoint);
            return walk.report();
        }));
    }

    private final class Walk implements AuditStore.Walker {
        private final List<Month> archived;
        private final Set<YearMonth> gone;
        private final List<Break> broken = new ArrayList<>();
        private long brokenCount;
        private long events;
        private long chains;
        private long checkpoints;
        private byte[] previous = new byte[32];
        private int number;
        private boolean chainBroken;
        private @Nullable String orphaned;
        private @Nullable Checkpoint before;

        Walk(List<Month> archived) {
            this.archived = archived;
            this.gone = archived.stream()
                    .filter(month -> !month.present())
                    .map(Month::month)
                    .collect(Collectors.toSet());
        }

        /// Whether the evidence of a case was taken out and away; its id tells when it was opened.
        private boolean isGone(String caseId) {
            long opened = UUID.fromString(caseId).getMostSignificantBits() >>> 16;
            return !gone.isEmpty()
                    && gone.contains(YearMonth.from(Instant.ofEpochMilli(opened).atOffset(UTC)));
        }

        @Override
        public void begin(Head head) {
            chains++;
            previous = new byte[32];
            number = 0;
            chainBroken = false;
        }

        @Override
        public void event(Evidence evidence) {
            events += evidence.events();
            number++;
            if (chainBroken) {
                return;
            }
            var wrong = wrong(evidence);
            if (wrong != null) {
                chainBroken = true;
                name(Reference.of(evidence.caseId()), number, wrong);
            }
            previous = evidence.hash();
        }

        private @Nullable String wrong(Evidence evidence) {
            if (evidence.number() != number) {
                return "event " + number + " is missing; event " + evidence.number() + " follows";
            }
            var digest = Merkle.sha256();
            digest.update(previous);
            var placed = store.tenant() + '/' + evidence.caseId() + '/' + number + ' ' + evidence.body();
            return Arrays.equals(digest.digest(placed.getBytes(StandardCharsets.UTF_8)), evidence.hash())
                    ? null
                    : "event " + number
                            + " was changed: its hash does not fit its text, its place and the event before it";
        }

        @Override
        public void end(Head head) {
            if (chainBroken || number == 0 && isGone(head.caseId())) {
                return;
            }
            if (head.events() != number) {
                name(
                        head.reference(),
                        Math.min(head.events(), number) + 1,
                        head.events() > number
                                ? "the chain was cut: the case has " + head.events() + " events, the chain ends at "
                                        + number
                                : "the chain has event " + number + ", the case knows only " + head.events());
            } else if (!Arrays.equals(head.hash(), previous)) {
                name(head.reference(), number, "the head of the case is not the hash of its last event");
            }
        }

        @Override
        public void orphan(Evidence evidence) {
            events += evidence.events();
            if (!evidence.caseId().equals(orphaned)) {
                orphaned = evidence.caseId();
                chains++;
                name(Reference.of(evidence.caseId()), evidence.number(), "the case of this chain is gone");
            }
        }

        void checkpoint(long line, String text) {
            checkpoints++;
            Checkpoint checkpoint;
            try {
                checkpoint = Checkpoint.parse(text);
            } catch (IllegalArgumentException e) {
                name("", (int) line, "checkpoint " + line + " was changed: it cannot be read");
                before = null;
                return;
            }
            checkStatement(line, checkpoint);
            for (var slice : AuditStore.slices(checkpoint.leaves(), SLICE)) {
                checkLeaves(line, slice);
            }
            before = checkpoint;
        }

        private void checkStatement(long line, Checkpoint checkpoint) {
            var statement = checkpoint.statement();
            if (!statement.key().equals(key.id())) {
                name("", (int) line, "checkpoint " + line + " is signed with another key: " + statement.key());
            } else if (!key.verifies(checkpoint.signed(), checkpoint.signature())) {
                name("", (int) line, "checkpoint " + line + " was changed: its signature does not fit");
            }
            if (!HexFormat.of().formatHex(Merkle.root(checkpoint.leaves())).equals(statement.root())) {
                name("", (int) line, "checkpoint " + line + " was changed: its leaves do not give its root");
            }
            var last = before;
            boolean follows = last != null
                    ? statement.previous().equals(last.hash()) && statement.number() == line
                    : line > 1 || statement.previous().equals(Checkpoints.FIRST) && statement.number() == 1;
            if (!follows) {
                name("", (int) line, "checkpoint " + line + " does not follow the one before it");
            }
        }

        private void checkLeaves(long line, List<Leaf> leaves) {
            var found = store.hashesAt(leaves, archived);
            for (var leaf : leaves) {
                var hash = found.get(leaf.caseId() + ":" + leaf.number());
                if (hash == null && isGone(leaf.caseId())) {
                    continue;
                }
                if (hash == null) {
                    name(
                            Reference.of(leaf.caseId()),
                            leaf.number(),
                            "the chain was cut back: checkpoint " + line + " has seen event " + leaf.number()
                                    + ", which is gone");
                } else if (!hash.equals(leaf.hash())) {
                    name(
                            Reference.of(leaf.caseId()),
                            leaf.number(),
                            "the chain was written anew: checkpoint " + line + " has seen another event "
                                    + leaf.number());
                }
            }
        }

        private void name(String reference, int eventNumber, String what) {
            brokenCount++;
            if (broken.size() < MOST_NAMED) {
                broken.add(new Break(reference, eventNumber, what));
            }
        }

        Report report() {
            var first = broken.isEmpty() ? "" : describe(broken.getFirst());
            var months = archived.stream()
                    .map(month ->
                            new Archived(month.month().toString(), month.chains(), month.links(), month.present()))
                    .toList();
            return new Report(events, chains, checkpoints, brokenCount, List.copyOf(broken), first, months);
        }

        private static String describe(Break one) {
            return (one.caseReference().isEmpty() ? "" : "case " + one.caseReference() + ": ") + one.what();
        }
    }
}
