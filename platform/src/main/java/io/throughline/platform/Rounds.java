package io.throughline.platform;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Work that a node does again and again on a thread of its own, from its start to its end. A fault costs one round.
public abstract class Rounds implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(15);

    private final String name;
    private final Semaphore ended = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    /// @param name of the thread and in the log, such as `timers`
    protected Rounds(String name) {
        this.name = name;
    }

    /// One round.
    ///
    /// @return how long to rest before the next; zero: not at all
    protected abstract Duration round();

    /// Once before the first round. What it throws is told in the log; the rounds begin all the same.
    protected void begin() {}

    /// Once after the last round.
    protected void end() {}

    @Override
    public final void start() {
        ended.drainPermits();
        running = true;
        thread = Thread.ofPlatform().name(name).start(this::run);
    }

    @Override
    public final void stop() {
        running = false;
        ended.release();
        var last = thread;
        try {
            if (last != null) {
                last.join(END);
            }
            orWarn(this::end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    private void run() {
        orWarn(this::begin);
        try {
            while (running) {
                rest(roundOrWarn());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rest(Duration rest) throws InterruptedException {
        if (rest.isPositive()) {
            var _ = ended.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Duration roundOrWarn() {
        try {
            return round();
        } catch (RuntimeException fault) {
            LOG.warn("{}: a round failed: {}", name, Faults.named(fault));
            return AFTER_A_FAULT;
        }
    }

    private void orWarn(Runnable once) {
        try {
            once.run();
        } catch (RuntimeException fault) {
            LOG.warn("{}: {}", name, Faults.named(fault));
        }
    }
}
