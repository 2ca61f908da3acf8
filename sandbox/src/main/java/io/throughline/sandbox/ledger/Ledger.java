package io.throughline.sandbox.ledger;

import io.javalin.router.JavalinDefaultRoutingApi;
import io.throughline.sandbox.faults.Faults;
import java.nio.file.Path;
import java.time.InstantSource;

/// A creditor's ledger: an HTTP system with books of its own in `dir/ledger.sqlite`. It speaks the wire in
/// `docs/wires.md`.
public final class Ledger implements AutoCloseable {
    private final LedgerStore store;
    private final LedgerApi api;
    private final LedgerPages pages;

    /// @param clock business time: due dates and the date of a posting
    public Ledger(Path dir, InstantSource clock, Faults faults) {
        store = new LedgerStore(dir);
        api = new LedgerApi(store, clock, faults);
        pages = new LedgerPages(store, clock);
    }

    /// Adds `/ledger…` to the sandbox's origin.
    public void register(JavalinDefaultRoutingApi routes) {
        api.register(routes);
        pages.register(routes);
    }

    /// What the journal holds, for the three-way comparison and the crowd's report.
    public LedgerTotals totals() {
        return store.totals();
    }

    @Override
    public void close() {
        store.close();
    }
}
