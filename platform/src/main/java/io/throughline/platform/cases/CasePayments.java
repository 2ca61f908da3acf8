package io.throughline.platform.cases;

import io.throughline.engine.Money;
import java.util.function.Consumer;

/// What cases themselves say was paid, for reconciliation: read from their facts, whatever state they are in.
public interface CasePayments {
    /// Gives every payment of every case, a page at a time; no transaction stays open between pages.
    void each(Consumer<CasePayment> taker);

    /// @param receipt the processor's
    record CasePayment(String caseId, String step, Money amount, String receipt) {}
}
