package io.throughline.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who gave an input, on which channel and with which rights. Every input comes with it and every event carries it.
///
/// @param id who it is, within the kind of actor; approvals go by it
/// @param rights what they hold at this moment; the caller vouches for it
public record By(Actor actor, String id, Channel channel, Rights rights) {
    /// Somebody without rights of their own.
    public By(Actor actor, String id, Channel channel) {
        this(actor, id, channel, Rights.NONE);
    }

    /// Kinds of actor, as `by:` in a definition names them.
    public enum Actor {
        CUSTOMER,
        AGENT,
        SUPERVISOR,
        ASSISTANT,
        OPERATIONS,
        SYSTEM;

        /// As definitions write it: `agent`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Actor> of(String word) {
            return Arrays.stream(values())
                    .filter(actor -> actor.word().equals(word))
                    .findFirst();
        }

        /// Somebody of the house at a desk, who can hold rights and answer for what they do.
        public boolean isStaff() {
            return this == AGENT || this == SUPERVISOR || this == OPERATIONS;
        }
    }

    /// Channels on which something may be said or asked.
    public enum Channel {
        SMS,
        EMAIL,
        WEB,
        VOICE,
        CHAT,
        API,
        SYSTEM;

        /// As definitions write it: `web`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Channel> of(String word) {
            return Arrays.stream(values())
                    .filter(channel -> channel.word().equals(word))
                    .findFirst();
        }
    }

    /// The platform itself: timers, receipts, look-ups.
    public static final By SYSTEM = new By(Actor.SYSTEM, "throughline", Channel.SYSTEM);

    public static By customer(Channel channel) {
        return new By(Actor.CUSTOMER, "customer", channel);
    }
}
