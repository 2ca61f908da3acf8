package io.throughline.platform.desk;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Live streams of this node: each follows the log behind the number it begins at, so that a stream that was cut off
/// goes on anywhere. One look at the log serves all of them; who cannot keep up is cut off.
@Component
class Streams implements SmartLifecycle {
    static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final Duration LOOK = Duration.ofMillis(150);
    private static final int AT_ONCE = 500;
    private static final int MOST_MISSED = 5_000;
    private static final int ROOM = 1_000;
    private static final int A_PERSON = 8;

    /// Under which name a type is told.
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("offered", "offer"),
            Map.entry("rescinded", "offer"),
            Map.entry("timed-out", "offer"),
            Map.entry("rejected", "offer"),
            Map.entry("presence-changed", "presence"),
            Map.entry("wrap-up-began", "presence"),
            Map.entry("wrap-up-ended", "presence"),
            Map.entry("case-moved", "case"),
            Map.entry("people-changed", "people"));

    private final EventStore events;
    private final PresenceStore presence;
    private final FloorSignals signals;
    private final List<Stream> streams = new CopyOnWriteArrayList<>();
    private volatile boolean running;
    private volatile @Nullable Thread tail;

    Streams(EventStore events, PresenceStore presence, FloorSignals signals) {
        this.events = events;
        this.presence = presence;
        this.signals = signals;
    }

    private static final class Stream {
        private final String person;
        private final boolean wholeFloor;
        private final SseEmitter emitter = new SseEmitter(0L);
        private final ArrayBlockingQueue<EventStore.Told> waiting = new ArrayBlockingQueue<>(ROOM);
        private long told; // written by the tail alone once it is in the list
        private volatile boolean over;

        Stream(String person, boolean wholeFloor, long from) {
            this.person = person;
            this.wholeFloor = wholeFloor;
            this.told = from;
        }

        boolean concerns(EventStore.Told event) {
            return wholeFloor || person.equals(event.agent());
        }
    }

    /// Opens a stream behind an event.
    ///
    /// @param after the last event that was read; null: begin with what comes next
    /// @param wholeFloor whether all events are told, and not only a person's own
    SseEmitter open(String person, boolean wholeFloor, @Nullable Long after) {
        long last = events.last();
        long from = after == null ? last : Math.min(Math.max(after, 0), last);
        boolean reset = last - from > MOST_MISSED;
        var stream = new Stream(person, wholeFloor, reset ? last : from);
        var others = streams.stream().filter(one -> one.person.equals(person)).toList();
        if (others.size() >= A_PERSON) {
            end(others.getFirst());
        }
        stream.emitter.onCompletion(() -> end(stream));
        stream.emitter.onTimeout(() -> end(stream));
        stream.emitter.onError(_ -> end(stream));
        Thread.ofVirtual().name("desk-stream").start(() -> send(stream, reset));
        presence.seen(Set.of(person));
        streams.add(stream);
        signals.decided(); // the tail looks at once for what it missed
        return stream.emitter;
    }

    private void end(Stream stream) {
        stream.over = true;
        streams.remove(stream);
    }

    private void send(Stream stream, boolean reset) {
        try {
            stream.emitter.send(SseEmitter.event().comment("here").reconnectTime(1_000));
            if (reset) {
                stream.emitter.send(SseEmitter.event()
                        .id(Long.toString(stream.told))
                        .name("reset")
                        .data("{}"));
            }
            while (!stream.over) {
                var next = stream.waiting.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                stream.emitter.send(
                        next == null
                                ? SseEmitter.event().comment("still here")
                                : SseEmitter.event()
                                        .id(Long.toString(next.number()))
                                        .name(NAMES.getOrDefault(next.type(), "work"))
                                        .data(next.body()));
            }
            stream.emitter.complete();
        } catch (IOException | IllegalStateException _) {
            end(stream); // the reader is gone; they come back with the last number they have
        } catch (InterruptedException _) {
            end(stream);
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        var heard = 0L;
        while (running) {
            try {
                long seen = signals.timesDecided();
                if (!streams.isEmpty()) {
                    tell();
                    heard = hear(heard);
                }
                signals.awaitDecided(seen, LOOK);
            } catch (DataAccessException fault) {
                LOG.warn("streams wait for the database: {}", fault.getMessage());
                pause();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void pause() {
        try {
            signals.awaitDecided(signals.timesDecided(), Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whoever has a stream open is there.
    private long hear(long turns) {
        if (turns % 40 == 0) {
            var there = new HashSet<String>();
            streams.forEach(stream -> there.add(stream.person));
            presence.seen(there);
        }
        return turns + 1;
    }

    private void tell() {
        var all = new ArrayList<>(streams);
        long from = all.stream().mapToLong(stream -> stream.told).min().orElse(0);
        var fresh = events.after(from, AT_ONCE);
        for (var event : fresh) {
            for (var stream : all) {
                if (event.number() > stream.told) {
                    stream.told = event.number();
                    if (stream.concerns(event) && !stream.waiting.offer(event)) {
                        end(stream); // cannot keep up
                    }
                    if (stream.wholeFloor && isAbout(stream.person, event)) {
                        end(stream); // whoever comes back is asked again what they may see
                    }
                }
            }
        }
        if (fresh.size() == AT_ONCE) {
            tell();
        }
    }

    private static boolean isAbout(String person, EventStore.Told event) {
        return event.type().equals("people-changed") && person.equals(event.agent());
    }

    @Override
    public void start() {
        running = true;
        tail = Thread.ofVirtual().name("desk-streams").start(this::follow);
    }

    @Override
    public void stop() {
        running = false;
        streams.forEach(stream -> {
            stream.over = true;
            stream.emitter.complete();
        });
        streams.clear();
        var thread = tail;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
