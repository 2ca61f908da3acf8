package io.throughline.policy;

import io.throughline.policy.pack.Decision;
import java.util.Optional;

/// What the packs say of a message, and with what it may go.
///
/// @param sentence why, and when, with rule and citation
/// @param rule the rule that gave the reason; empty: none had to, or no pack could be asked
/// @param cite its citation
/// @param decision every rule's own result; empty: no pack could be asked
public record ContactRuling(
        Verdict verdict, String reason, String sentence, String rule, String cite, Optional<Decision> decision) {}
