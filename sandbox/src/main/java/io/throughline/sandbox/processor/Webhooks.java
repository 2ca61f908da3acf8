package io.throughline.sandbox.processor;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Delivers events to the merchant until each was answered with 2xx. The queue is on disk, so a
/// restart goes on where it was. Signatures and retries are wall time: they guard a machine, not a
/// case.
final class Webhooks implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Webhooks.class.getName());
    private static final Duration LOOK_AROUND = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 16;

    private final ProcessorStore store;
    private final ProcessorSettings settings;
    private final InstantSource wall;
    private final Checkout checkout;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ExecutorService couriers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Set<Long> underway = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread loop = Thread.ofVirtual().name("webhooks").unstarted(this::run);

    Webhooks(ProcessorStore store, ProcessorSettings settings, InstantSource wall, Checkout checkout) {
        this.store = store;
        this.settings = settings;
        this.wall = wall;
        this.checkout = checkout;
    }

    private record Delivery(long seq, String payload, int attempts) {}

    void start() {
        loop.start();
    }

    private void run() {
        try {
            while (!closed.await(LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                lookAround();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAround() {
        try {
            checkout.expireOverdue();
            if (settings.webhookUrl() != null) {
                sendDue();
            }
        } catch (RuntimeException e) {
            // Whatever it was, the events are still queued and the next look finds them.
            LOG.log(System.Logger.Level.WARNING, "webhooks wait for the next look", e);
        }
    }

    private void sendDue() {
        // Looked at before the queue is read: what ends in between is then already marked as done, or is left for the
        // next look.
        var busy = Set.copyOf(underway);
        for (var delivery : due()) {
            if (!busy.contains(delivery.seq()) && free.tryAcquire()) {
                underway.add(delivery.seq());
                couriers.execute(() -> {
                    try {
                        send(delivery);
                    } finally {
                        underway.remove(delivery.seq());
                        free.release();
                    }
                });
            }
        }
    }

    private List<Delivery> due() {
        return store.read(sql -> sql.list(
                """
                select d.seq, e.doc, d.attempts from delivery d join event e on e.id = d.event
                 where d.done = 0 and d.due_at <= ? order by d.due_at, d.seq limit ?""", row -> new Delivery(row.getLong(1), row.getString(2), row.getInt(3)), wall.millis(), AT_ONCE * 2));
    }

    private void send(Delivery delivery) {
        String answer = attempt(delivery);
        boolean heard = answer.startsWith("2");
        Instant again = wall.instant().plus(pause(delivery.attempts()));
        store.write(sql -> sql.run(
                "update delivery set attempts = attempts + 1, done = ?, answer = ?, due_at = ? where seq = ?",
                heard ? 1 : 0,
                answer,
                again.toEpochMilli(),
                delivery.seq()));
    }

    private String attempt(Delivery delivery) {
        var request = HttpRequest.newBuilder(settings.webhookUrl())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
                .header(
                        "Stripe-Signature",
                        Signature.header(settings.webhookSecret(), delivery.payload(), wall.instant()))
                .POST(BodyPublishers.ofString(delivery.payload()))
                .build();
        try {
            return Integer.toString(
                    http.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private Duration pause(int attempts) {
        long doubled = settings.firstRetry().toMillis() << Math.min(attempts, 16);
        return Duration.ofMillis(Math.min(doubled, settings.longestRetry().toMillis()));
    }

    /// Deliveries that nobody has answered with 2xx yet.
    long waiting() {
        return store.read(sql -> sql.number("select count(*) from delivery where done = 0"));
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            loop.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        couriers.shutdownNow();
        couriers.close();
        http.shutdownNow();
        http.close();
    }
}
