package io.throughline.tryouts;

import java.util.List;

/// What came of one task or sequence.
///
/// @param why what differs, in words; empty when it is as it should be
/// @param exactRecords whether the records ended exactly as given
/// @param calls what came of each call
public record Result(String id, boolean ok, String why, boolean exactRecords, List<CallResult> calls) {
    public Result {
        calls = List.copyOf(calls);
    }

    /// @param refusedBy the rule; empty when the call went through
    public record CallResult(String id, String operation, String refusedBy, String reason) {}
}
