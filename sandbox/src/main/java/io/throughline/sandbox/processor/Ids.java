package io.throughline.sandbox.processor;

import io.throughline.sandbox.store.Sql;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// Ids that look like Stripe's. Chance comes from a seed that may be the same after a restart, so
/// every kept id ends in a number that the store counts and never gives twice.
final class Ids {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final ReentrantLock lock = new ReentrantLock();
    private final RandomGenerator random;

    Ids(RandomGenerator random) {
        this.random = random;
    }

    String next(Sql sql, String prefix) throws SQLException {
        sql.run("update counter set n = n + 1");
        return prefix + letters(18) + Long.toString(sql.number("select n from counter"), 36);
    }

    /// For what is not kept.
    String passing(String prefix) {
        return prefix + letters(14);
    }

    private String letters(int count) {
        lock.lock();
        try {
            var text = new StringBuilder(count);
            for (int i = 0; i < count; i++) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            return text.toString();
        } finally {
            lock.unlock();
        }
    }
}
