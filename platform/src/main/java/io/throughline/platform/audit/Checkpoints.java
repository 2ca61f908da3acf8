package io.throughline.platform.audit;

import io.throughline.platform.Rounds;
import io.throughline.platform.audit.Merkle.Leaf;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Signs the heads of all chains that changed, every minute or every thousand events, and appends that outside the
/// database.
final class Checkpoints extends Rounds {
    static final String FIRST = "0".repeat(64);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration EVERY = Duration.ofSeconds(60);
    private static final int EVENTS = 1_000;
    private static final int LEAVES = 10_000;

    private final AuditStore store;
    private final CheckpointFile file;
    private final SigningKey key;
    private final TransactionTemplate transactions;
    private final InstantSource machine;

    Checkpoints(
            AuditStore store,
            CheckpointFile file,
            SigningKey key,
            TransactionTemplate transactions,
            InstantSource machine) {
        super("checkpoints");
        this.store = store;
        this.file = file;
        this.key = key;
        this.transactions = transactions;
        this.machine = machine;
    }

    @Override
    protected Duration round() {
        writeIfDue();
        return LOOK;
    }

    @Override
    protected void end() {
        write();
    }

    /// Writes a checkpoint if it is time for one.
    void writeIfDue() {
        var last = file.last().map(Checkpoint::statement);
        long horizon = store.horizon();
        long from = from(last.orElse(null), horizon);
        int waiting = Objects.requireNonNull(transactions.execute(_ -> store.events(from, horizon, EVENTS)));
        // by the file, not by the start: a process that is killed every half minute still writes its checkpoints
        var lastWritten = last.map(statement -> Instant.parse(statement.at())).orElse(Instant.EPOCH);
        if (waiting >= EVENTS || waiting > 0 && !machine.instant().isBefore(lastWritten.plus(EVERY))) {
            write();
        }
    }

    /// Writes a checkpoint over what changed since the last; none if nothing did.
    void write() {
        try (var _ = file.hold()) {
            var last = file.last();
            long horizon = store.horizon();
            long from = from(last.map(Checkpoint::statement).orElse(null), horizon);
            var writer = new Writer(last.orElse(null), from, horizon);
            transactions.executeWithoutResult(_ -> store.heads(from, horizon, writer::add));
            writer.finish();
        }
    }

    /// Transaction numbers begin anew in a restored database; then everything is covered again.
    private static long from(Checkpoint.@Nullable Statement last, long horizon) {
        return last == null || last.toTx() > horizon ? 0 : last.toTx();
    }

    /// Cuts many changed chains into several checkpoints; only the last of them moves the horizon on, so that a
    /// crash between two repeats and never skips.
    private final class Writer {
        private final long from;
        private final long horizon;
        private @Nullable Checkpoint previous;
        private List<Leaf> leaves = new ArrayList<>();

        Writer(@Nullable Checkpoint previous, long from, long horizon) {
            this.previous = previous;
            this.from = from;
            this.horizon = horizon;
        }

        void add(Leaf leaf) {
            if (leaves.size() == LEAVES) {
                append(from);
            }
            leaves.add(leaf);
        }

        void finish() {
            if (!leaves.isEmpty()) {
                append(horizon);
            }
        }

        private void append(long to) {
            var before = previous;
            var statement = new Checkpoint.Statement(
                    before == null ? 1 : before.statement().number() + 1,
                    machine.instant().toString(),
                    before == null ? FIRST : before.hash(),
                    from,
                    to,
                    leaves.size(),
                    HexFormat.of().formatHex(Merkle.root(leaves)),
                    key.id());
            var checkpoint = Checkpoint.sign(statement, leaves, key);
            file.append(checkpoint);
            previous = checkpoint;
            leaves = new ArrayList<>();
        }
    }
}
