package io.throughline.engine;

/// Who gave an input and on which channel. Every event carries it.
public record By(Actor actor, String id, Channel channel) {
    /// Kinds of actor, as `by:` in a definition names them.
    public enum Actor {
        CUSTOMER,
        AGENT,
        SUPERVISOR,
        ASSISTANT,
        OPERATIONS,
        SYSTEM
    }

    /// Channels on which something may be said or asked.
    public enum Channel {
        SMS,
        EMAIL,
        WEB,
        VOICE,
        CHAT,
        API,
        SYSTEM
    }

    /// The platform itself: timers, receipts, look-ups.
    public static final By SYSTEM = new By(Actor.SYSTEM, "throughline", Channel.SYSTEM);

    public static By customer(Channel channel) {
        return new By(Actor.CUSTOMER, "customer", channel);
    }
}
