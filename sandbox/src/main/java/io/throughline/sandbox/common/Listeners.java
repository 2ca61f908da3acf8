package io.throughline.sandbox.common;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Those who want to hear of arrivals. A listener that throws harms neither the arrival nor the other listeners.
public final class Listeners<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();

    /// Until the returned handle is closed the listener hears of everything, on the thread it arrives on: be quick.
    public Subscription add(Consumer<T> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public void tell(T arrival) {
        for (var listener : listeners) {
            try {
                listener.accept(arrival);
            } catch (RuntimeException e) {
                LOG.warn("a listener failed: {}", e.getClass().getSimpleName());
            }
        }
    }

    /// Ends a listening.
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
