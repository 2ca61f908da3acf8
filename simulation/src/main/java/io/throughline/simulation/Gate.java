package io.throughline.simulation;

import java.util.function.Supplier;

/// What a process passes on its way to the database. Here others get their turn, faults happen, and a process may die.
public interface Gate {
    /// Nothing ever goes wrong.
    Gate OPEN = new Gate() {
        @Override
        public <T> T statement(String what, MemoryDatabase database, Supplier<T> work) {
            if (database.isInTransaction()) {
                return work.get();
            }
            database.begin();
            try {
                var answer = work.get();
                database.commit();
                return answer;
            } finally {
                database.rollback();
            }
        }

        @Override
        public void begin() {}

        @Override
        public void commit(MemoryDatabase database) {
            database.commit();
        }
    };

    /// Carries out one statement: in the transaction there is, or in one of its own.
    <T> T statement(String what, MemoryDatabase database, Supplier<T> work);

    /// A transaction is about to begin. May throw what a connection pool throws.
    void begin();

    /// COMMIT is sent. May throw what a lost answer or a refused commit looks like.
    void commit(MemoryDatabase database);
}
