package io.throughline.adapters.smpp;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Keeps one transceiver session bound. A lost one is bound again, at once and then ever more slowly.
final class SmppConnection implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SmppConnection.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final int AT_ONCE = 32; // deliveries that wait for their commit; receipts among them share it

    private final SmppSettings settings;
    private final MessageReceiverListener deliveries;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile @Nullable SMPPSession session;
    private volatile boolean running;
    private volatile @Nullable Thread keeper;

    SmppConnection(SmppSettings settings, MessageReceiverListener deliveries) {
        this.settings = settings;
        this.deliveries = deliveries;
    }

    /// The session, if one is bound now.
    Optional<SMPPSession> session() {
        return Optional.ofNullable(session)
                .filter(bound -> bound.getSessionState().isTransmittable());
    }

    @Override
    public void start() {
        running = true;
        keeper = Thread.ofPlatform().daemon().name("smpp-keeper").start(this::keep);
    }

    @Override
    public void stop() {
        running = false;
        wake();
        var thread = keeper;
        if (thread != null) {
            try {
                thread.join(settings.respondWithin());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        var bound = session;
        if (bound != null) {
            bound.unbindAndClose();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// After everything that receives is up, and gone before it.
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 100;
    }

    private void keep() {
        var wait = FIRST_WAIT;
        while (running) {
            try {
                if (session().isEmpty()) {
                    bind();
                    wait = FIRST_WAIT;
                }
                await(settings.enquireEvery());
            } catch (IOException | RuntimeException e) {
                LOG.warn(
                        "carrier is not reachable ({}), trying again in {} ms",
                        e.getClass().getSimpleName(),
                        wait.toMillis());
                await(wait);
                wait = wait.multipliedBy(2).compareTo(settings.reconnectAtMost()) < 0
                        ? wait.multipliedBy(2)
                        : settings.reconnectAtMost();
            }
        }
    }

    private void bind() throws IOException {
        var fresh = new SMPPSession();
        fresh.setEnquireLinkTimer((int) settings.enquireEvery().toMillis());
        fresh.setTransactionTimer(settings.respondWithin().toMillis());
        fresh.setMessageReceiverListener(deliveries);
        fresh.setPduProcessorDegree(AT_ONCE);
        fresh.addSessionStateListener((state, _, _) -> {
            if (!state.isBound()) {
                wake();
            }
        });
        try {
            fresh.connectAndBind(
                    settings.host(),
                    settings.port(),
                    new BindParameter(
                            BindType.BIND_TRX,
                            settings.systemId(),
                            settings.password(),
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            null),
                    settings.respondWithin().toMillis());
        } catch (IOException | RuntimeException e) {
            fresh.close();
            throw e;
        }
        session = fresh;
        LOG.info("bound to the carrier");
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration time) {
        lock.lock();
        try {
            if (running) {
                var _ = changed.await(time.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            running = false;
        } finally {
            lock.unlock();
        }
    }
}
