package io.throughline.sandbox.carrier;

import io.throughline.sandbox.common.Listeners;
import io.throughline.sandbox.common.Listeners.Subscription;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The customers' phones: read what arrived, hear of arrivals, answer. Numbers may be given in any
/// writing; they come back as `+` and digits.
public final class Handsets {
    private final CarrierStore store;
    private final InstantSource clock;
    private final String shortCode;
    private final Runnable wake;
    private final Listeners<HandsetMessage> listeners = new Listeners<>();

    Handsets(CarrierStore store, InstantSource clock, String shortCode, Runnable wake) {
        this.store = store;
        this.clock = clock;
        this.shortCode = shortCode;
        this.wake = wake;
    }

    /// What the phone shows, oldest first, both directions; 0 for all of it.
    public List<HandsetMessage> list(String number, long afterId) {
        return store.ofNumber(canonical(number), afterId);
    }

    /// Tells of every message that reaches a phone, after it is kept. What arrived before is found with [#list].
    public Subscription onArrival(Consumer<HandsetMessage> listener) {
        return listeners.add(listener);
    }

    /// The customer writes back to whoever wrote last. Kept when this returns, and sent to the platform until it
    /// acknowledges; [#find] tells when it did.
    public HandsetMessage reply(String number, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty reply");
        }
        var sent = store.reply(canonical(number), shortCode, text, clock.instant());
        wake.run();
        return sent;
    }

    public Optional<HandsetMessage> find(long id) {
        return store.find(id);
    }

    /// Everything the platform ever submitted, also to numbers that cannot be reached: the evidence of contacts.
    public List<HandsetMessage> listSubmitted(long afterId, int atMost) {
        return store.submitted(afterId, atMost);
    }

    /// Everything customers wrote, with the instant of the platform's acknowledgement.
    public List<HandsetMessage> listSent(long afterId, int atMost) {
        return store.sent(afterId, atMost);
    }

    List<HandsetMessage> latestPerNumber(String search, int atMost) {
        return store.latestPerNumber(search.replaceAll("[^0-9]", ""), atMost);
    }

    void arrived(HandsetMessage message) {
        if (message.delivered()) {
            listeners.tell(message);
        }
    }

    static String canonical(String number) {
        return "+" + number.replaceAll("[^0-9]", "");
    }
}
