package io.throughline.platform.cases;

import io.throughline.platform.cases.Change.Verdict;
import io.throughline.torture.Planted;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The store with a mistake in it, to see that the checks find it.
final class PlantedChanges implements Changes {
    private static final Duration LATER = Duration.ofMillis(40);

    private final Changes right;
    private final Planted planted;
    private final ExecutorService behind = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Change<?>> tried =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    private PlantedChanges(Changes right, Planted planted) {
        this.right = right;
        this.planted = planted;
    }

    static Changes in(Changes right, @Nullable Planted planted) {
        return planted == Planted.ACKNOWLEDGED_EARLY || planted == Planted.RETRY_WITHOUT_STAMP
                ? new PlantedChanges(right, planted)
                : right;
    }

    @Override
    public ChangeStore.Answers write(List<? extends Change<?>> changes, @Nullable Duration patience) {
        if (planted == Planted.RETRY_WITHOUT_STAMP) {
            return stampedAnew(changes, patience);
        }
        if (CaseWriter.isInTransaction() || !changes.stream().allMatch(change -> change instanceof Change.Move)) {
            return right.write(changes, patience);
        }
        behind.execute(() -> {
            Pause.PARKED.of(LATER);
            right.write(changes, patience);
        });
        var answers = new IdentityHashMap<Change<?>, Object>();
        changes.forEach(change -> answers.put(change, Verdict.DONE));
        return new ChangeStore.Answers(answers);
    }

    /// What is tried again does not know itself.
    private ChangeStore.Answers stampedAnew(List<? extends Change<?>> changes, @Nullable Duration patience) {
        Map<Change<?>, Change<?>> given = new IdentityHashMap<>();
        for (var change : changes) {
            boolean again = !tried.add(change);
            given.put(
                    change,
                    again && change instanceof Change.Move(var before, var written, var fate, var stamp)
                            ? new Change.Move(before, written, fate, stamp + 1)
                            : change);
        }
        var answers = right.write(changes.stream().map(given::get).toList(), patience);
        var own = new IdentityHashMap<Change<?>, Object>();
        given.forEach((asked, written) -> own.put(asked, answers.answers().get(written)));
        return new ChangeStore.Answers(own);
    }

    @Override
    public boolean isKept(Change.Move move) {
        return planted != Planted.RETRY_WITHOUT_STAMP && right.isKept(move);
    }
}
