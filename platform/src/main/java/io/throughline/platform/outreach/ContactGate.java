package io.throughline.platform.outreach;

import io.throughline.engine.CaseState;
import io.throughline.policy.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something beside policy that may keep a case's message back. Asked in the transaction that claims the message and
/// again in the one in which it leaves, before policy.
public interface ContactGate {
    /// Empty: nothing against it. Whatever it hangs on must stay as it is until the transaction ends.
    Optional<Verdict> against(CaseState state, Instant now);

    /// The same for many cases, in their order.
    default List<Optional<Verdict>> againstAll(List<CaseState> states, Instant now) {
        return states.stream().map(state -> against(state, now)).toList();
    }
}
