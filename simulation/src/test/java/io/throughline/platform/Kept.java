package io.throughline.platform;

/// Where a store keeps what it is given. What one of them does the other must do.
public enum Kept {
    IN_MEMORY,
    IN_POSTGRESQL
}
