package io.throughline.sandbox.carrier;

import io.javalin.config.RoutesConfig;
import io.throughline.sandbox.common.DispatchLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jsmpp.session.SMPPServerSessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The carrier: takes messages over SMPP 3.4, keeps them at handsets, sends receipts and replies until they are taken.
/// What it has acknowledged survives its own death and the platform's.
public final class Carrier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);
    // One per session: a handset gets messages in the order in which they were submitted.
    private static final int WORKERS = 1;
    private static final int QUEUE = 1_000;

    private final CarrierStore store;
    private final Handsets handsets;
    private final Bindings bindings;
    private final Deliveries deliveries;
    private final SMPPServerSessionListener listener;
    private final LoopbackListening listening = new LoopbackListening();
    private final DispatchLoop dispatch;
    private final PhonePages pages;
    private volatile boolean isClosed;

    /// Opens the carrier at once.
    ///
    /// @param folder of the sandbox's own data
    /// @param clock virtual time: what messages and receipts are dated with
    /// @param wall what the throttle counts by
    public Carrier(Path folder, InstantSource clock, InstantSource wall, CarrierSettings settings) {
        this.store = new CarrierStore(folder);
        this.bindings = new Bindings(settings, this::wake);
        this.handsets = new Handsets(store, clock, settings.shortCode(), this::wake);
        this.pages = new PhonePages(handsets);
        this.deliveries = new Deliveries(store, bindings, clock);
        this.dispatch = DispatchLoop.start("carrier-deliveries", deliveries::round);
        var submissions = new Submissions(
                store,
                settings,
                new CarrierFaults(settings.faults(), settings.seed()),
                new Throttle(settings.messagesPerSecond(), wall),
                handsets,
                clock,
                this::wake);
        try {
            this.listener = new SMPPServerSessionListener(settings.port(), listening);
        } catch (IOException e) {
            dispatch.close();
            store.close();
            throw new UncheckedIOException("SMPP port " + settings.port() + " cannot be had", e);
        }
        listener.setMessageReceiverListener(submissions);
        listener.setPduProcessorDegree(WORKERS);
        listener.setQueueCapacity(QUEUE);
        Thread.ofVirtual().name("carrier-accept").start(this::acceptConnections);
    }

    public int port() {
        return listening.port();
    }

    public Handsets handsets() {
        return handsets;
    }

    /// When the next receipt or reply is due, if any is owed: a clock that leaps should not leap over it.
    public Optional<Instant> nextDueAt() {
        return store.nextDueAt();
    }

    /// The phone's pages, `/phone` and below.
    public void register(RoutesConfig routes) {
        pages.register(routes);
    }

    /// Ends sessions in the protocol's way; what is owed stays in the store for the next time.
    @Override
    public void close() {
        isClosed = true;
        try {
            listener.close();
        } catch (IOException e) {
            LOG.info("the SMPP port was closed already");
        }
        dispatch.close();
        bindings.close();
        deliveries.close();
        store.close();
    }

    private void wake() {
        dispatch.wake();
    }

    private void acceptConnections() {
        while (!isClosed) {
            try {
                var session = listener.accept();
                Thread.ofVirtual().name("carrier-bind").start(() -> bindings.welcome(session));
            } catch (IOException e) {
                if (!isClosed) {
                    LOG.warn(
                            "a connection could not be accepted: {}",
                            e.getClass().getSimpleName());
                }
            }
        }
    }
}
