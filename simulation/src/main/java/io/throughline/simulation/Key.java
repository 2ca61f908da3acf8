package io.throughline.simulation;

import java.util.Comparator;

/// A row's key: the tenant first, then what it is called, then its number where it has one.
public record Key(String tenant, String name, int number) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::tenant).thenComparing(Key::name).thenComparingInt(Key::number);

    public Key(String tenant, String name) {
        this(tenant, name, 0);
    }

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }
}
