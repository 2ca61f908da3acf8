package io.throughline.routing;

/// Whether somebody takes offers.
public enum Presence {
    AVAILABLE,
    AWAY,
    OFFLINE
}
