package io.throughline.platform.desk;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/// Turns the keeper of this node, as long as the node runs.
final class FloorLoop implements SmartLifecycle {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration STAND_BY = Duration.ofMillis(500);

    private final FloorKeeper keeper;
    private final FloorSignals signals;
    private final Semaphore ended = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Thread loop;

    FloorLoop(FloorKeeper keeper, FloorSignals signals) {
        this.keeper = keeper;
        this.signals = signals;
    }

    @Override
    public void start() {
        running = true;
        loop = Thread.ofVirtual().name("desk-floor").start(this::turn);
    }

    private void turn() {
        try {
            while (running) {
                long seen = signals.timesAsked();
                if (!keeper.turn()) {
                    signals.awaitAsked(seen, keeper.untilNext(keeper.isDeciding() ? LOOK : STAND_BY));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.release();
        }
    }

    @Override
    public void stop() {
        running = false;
        signals.asked();
        try {
            if (!ended.tryAcquire(10, TimeUnit.SECONDS)) {
                var thread = loop;
                if (thread != null) {
                    thread.interrupt();
                }
            }
            keeper.leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
