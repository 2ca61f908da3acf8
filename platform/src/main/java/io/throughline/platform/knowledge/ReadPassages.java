package io.throughline.platform.knowledge;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Lets the model read new passages, a few at a time, on whichever node comes first. Until it has,
/// articles are found by their words. The model is loaded when there is something to read and not
/// before.
@Component
class ReadPassages implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ReadPassages.class);
    private static final int BATCH = 32;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ArticleStore store;
    private final ObjectProvider<Embedder> embedder;
    private final TransactionTemplate transactions;
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Thread loop;

    ReadPassages(ArticleStore store, ObjectProvider<Embedder> embedder, PlatformTransactionManager transactions) {
        this.store = store;
        this.embedder = embedder;
        this.transactions = new TransactionTemplate(transactions);
    }

    /// Reads some passages.
    ///
    /// @return whether there were any
    boolean read() {
        var model = embedder.getIfAvailable();
        return model != null
                && Objects.requireNonNull(transactions.execute(_ -> {
                    var unread = store.lockUnread(BATCH);
                    if (unread.isEmpty()) {
                        return false;
                    }
                    var vectors = model.embed(
                            unread.stream().map(ArticleStore.Unread::text).toList());
                    long revision = store.change(); // last: nobody waits for it while the model reads
                    for (int i = 0; i < unread.size(); i++) {
                        store.read(unread.get(i), model.model(), vectors.get(i), revision);
                    }
                    return true;
                }));
    }

    @Override
    public void start() {
        running = true;
        embedder.ifAvailable(model -> store.forgetOthers(model.model()));
        loop = Thread.ofPlatform()
                .name("knowledge")
                .priority(Thread.MIN_PRIORITY)
                .start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        wanted.release();
        var thread = loop;
        if (thread != null) {
            try {
                thread.join(Duration.ofSeconds(15));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                if (!readOrWarn()) {
                    var _ = wanted.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean readOrWarn() {
        try {
            return read();
        } catch (RuntimeException e) {
            LOG.warn("passages could not be read; trying again", e);
            return false;
        }
    }
}
