package io.throughline.sandbox.agents;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Somebody's live stream: hears offers, and comes back with the last number when it is cut off.
final class Ear {
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private final Floor floor;
    private final String who;
    private final BlockingQueue<JsonNode> offers = new LinkedBlockingQueue<>();
    private volatile long last;
    private volatile @Nullable Thread listener;

    Ear(Floor floor, String who) {
        this.floor = floor;
        this.who = who;
    }

    void open() {
        listener = Thread.ofVirtual().name("ear-" + who).start(this::listen);
    }

    /// The lid is closed: nothing more is heard.
    void close() {
        var thread = listener;
        listener = null;
        if (thread != null) {
            thread.interrupt();
        }
        offers.clear();
    }

    private void listen() {
        try {
            while (Thread.currentThread() == listener) {
                floor.wire().follow(who, last, this::hear);
                floor.pause().pass(BETWEEN);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(DeskWire.Told told) {
        last = told.id();
        if (told.data().path("type").asString("").equals("offered")) {
            offers.add(told.data());
        }
    }

    /// The next offer that is heard; null: none within so long.
    @Nullable
    JsonNode offer(Duration atMost) throws InterruptedException {
        return offers.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
