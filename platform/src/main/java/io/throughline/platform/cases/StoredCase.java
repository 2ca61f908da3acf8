package io.throughline.platform.cases;

import io.throughline.engine.CaseState;
import java.time.Instant;

/// A case as its row has it.
///
/// @param seq guards the next transition
/// @param events number of the chain's last link, `head` its hash
/// @param since when it came to the step it stands on
record StoredCase(CaseState state, int seq, int events, byte[] head, Instant since) {}
