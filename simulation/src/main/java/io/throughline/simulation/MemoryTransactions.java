package io.throughline.simulation;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/// Spring's transactions over a [MemoryDatabase], so that the platform's own use of them runs as it is.
public final class MemoryTransactions extends AbstractPlatformTransactionManager {
    private static final long serialVersionUID = 1;

    private final transient MemoryDatabase database;
    private final transient Gate gate;

    public MemoryTransactions(MemoryDatabase database, Gate gate) {
        this.database = database;
        this.gate = gate;
    }

    @Override
    protected Object doGetTransaction() {
        return database;
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
        return database.isInTransaction();
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        gate.begin();
        database.begin();
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        try {
            gate.commit(database);
        } finally {
            database.rollback(); // of what was not committed
        }
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        database.rollback();
    }

    @Override
    protected void doSetRollbackOnly(DefaultTransactionStatus status) {
        // the outer transaction asks the status
    }
}
