package io.throughline.sandbox.crowd;

import java.util.List;

/// The processor's own record of successful charges.
public interface Charges {
    List<Charge> successful();

    record Charge(String id, String accountId, long amountMinor) {}
}
