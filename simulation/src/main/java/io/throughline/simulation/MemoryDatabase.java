package io.throughline.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tables in memory with transactions: all or nothing, one after the other. What is committed stays when a process
/// dies, everything else is gone. Used by one thread at a time; a transaction is never interrupted by another.
public final class MemoryDatabase {
    private final Deque<Written> log = new ArrayDeque<>();
    private final List<Consumer<List<Written>>> readers = new ArrayList<>();
    private List<Written> lastCommit = List.of();
    private boolean open;

    /// One row that a transaction changed.
    ///
    /// @param before null if there was none
    /// @param after null if it is gone
    public record Written(
            Table<?, ?> table,
            Object key,
            @Nullable Object before,
            @Nullable Object after) {}

    /// Is told of every commit, with its rows in the order in which they were written.
    public void onCommit(Consumer<List<Written>> reader) {
        readers.add(reader);
    }

    public boolean isInTransaction() {
        return open;
    }

    public void begin() {
        if (open) {
            throw new IllegalStateException("transactions do not nest");
        }
        open = true;
    }

    public void commit() {
        var rows = List.copyOf(log);
        log.clear();
        open = false;
        lastCommit = rows;
        for (var reader : readers) {
            reader.accept(rows);
        }
    }

    /// Undoes what the open transaction has written; nothing if none is open.
    public void rollback() {
        while (!log.isEmpty()) {
            undo(log.removeLast());
        }
        open = false;
    }

    /// Takes the last commit back, as a database does that acknowledged it before it was on disk.
    public void forgetLastCommit() {
        lastCommit.reversed().forEach(MemoryDatabase::undo);
        lastCommit = List.of();
    }

    @SuppressWarnings("unchecked") // written by the table itself
    private static void undo(Written written) {
        ((Table<Object, Object>) written.table()).set(written.key(), written.before());
    }

    /// A new table.
    public <K, V> Table<K, V> table(String name) {
        return new Table<>(name);
    }

    /// Rows by key, in the keys' order.
    public final class Table<K, V> {
        private final String name;
        private final NavigableMap<K, V> rows = new TreeMap<>();

        private Table(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        /// For reading only.
        public NavigableMap<K, V> rows() {
            return rows;
        }

        public @Nullable V get(K key) {
            return rows.get(key);
        }

        public void put(K key, V row) {
            log(key, set(key, row), row);
        }

        public @Nullable V remove(K key) {
            var before = set(key, null);
            if (before != null) {
                log(key, before, null);
            }
            return before;
        }

        private void log(K key, @Nullable V before, @Nullable V after) {
            if (!open) {
                throw new IllegalStateException(name + " is written outside of a transaction");
            }
            log.add(new Written(this, key, before, after));
        }

        private @Nullable V set(K key, @Nullable V row) {
            return row == null ? rows.remove(key) : rows.put(key, row);
        }

        /// Rows of a range of keys, the end not among them.
        public Map<K, V> between(K from, K to) {
            return rows.subMap(from, to);
        }
    }
}
