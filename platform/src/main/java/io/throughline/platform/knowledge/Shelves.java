package io.throughline.platform.knowledge;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// This node's shelf. Whoever asks gets it as of the last commit of any node: one number is compared, and only what has
/// changed behind it is read.
@Component
class Shelves {
    private final ArticleStore store;
    private final InstantSource clock;
    private final Supplier<String> model;
    private final ZoneId zone;
    private final TransactionTemplate snapshot;
    private volatile AsOf current = new AsOf(0, Shelf.EMPTY);

    private record AsOf(long revision, Shelf shelf) {}

    Shelves(
            ArticleStore store,
            InstantSource clock,
            ObjectProvider<Embedder> embedder,
            PlatformTransactionManager transactions,
            @Value("${throughline.self-service.zone:UTC}") ZoneId zone) {
        this.store = store;
        this.clock = clock;
        model = () -> {
            var present = embedder.getIfAvailable();
            return present == null ? "" : present.model();
        };
        this.zone = zone;
        snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    Shelf now() {
        var known = current;
        return store.revision() == known.revision() ? known.shelf() : refresh();
    }

    private synchronized Shelf refresh() {
        current = Objects.requireNonNull(snapshot.execute(_ -> {
            long revision = store.revision();
            long from = current.revision();
            return revision == from
                    ? current
                    : new AsOf(
                            revision,
                            current.shelf()
                                    .with(store.versionsSince(from), store.passagesSince(from, model.get()), today()));
        }));
        return current.shelf();
    }
}
