package io.throughline.simulation;

/// Mistakes that can be built in on purpose. Each is one that was made somewhere, and each must be found.
public enum Planted {
    /// An effect is over before its call is made, so a crash in between loses it.
    EFFECT_DONE_BEFORE_CALL,
    /// A writeback gets a new key each time it is sent.
    KEY_AT_RANDOM,
    /// An opt-out is not asked for again when a message is claimed.
    STOP_NOT_RECHECKED,
    /// Timers live in the memory of a process and die with it.
    TIMER_LOST_IN_CRASH,
    /// A payment that was reported before is taken once more.
    WEBHOOK_APPLIED_TWICE,
    /// State and evidence are two commits.
    STATE_AND_EVENTS_APART,
    /// Whoever once held an effect may still settle it.
    LEASE_NOT_FENCED,
    /// A writeback whose answer did not come is taken as written.
    WRITTEN_GUESSED,
    /// A case ends without waiting for its proof.
    FINISHED_BEFORE_PROOF,
    /// The customer's summer time is not known.
    SUMMER_TIME_FORGOTTEN,
    /// A line of evidence is left out.
    CHAIN_LINK_SKIPPED,
    /// A second attempt to pay may begin beside one of which nothing is known.
    ATTEMPT_BESIDE_UNKNOWN,
    /// A late receipt overwrites a final one.
    RECEIPT_REGRESSES,
    /// The queue of effects is read without its tenant.
    TENANT_LEFT_OUT,
    /// A wait's time-out and the answer to it both win.
    BOTH_WRITERS_WIN,
    /// A commit that was not answered is taken as committed.
    UNKNOWN_COMMIT_GUESSED,
    /// A message of which nothing is known is sent once more.
    MESSAGE_REPEATED,
    /// Commits are acknowledged before they are on disk.
    COMMIT_NOT_SYNCHRONOUS,
    /// A trigger that comes twice opens two cases.
    ONCE_KEY_FORGOTTEN,
    /// Messages of which no receipt has come do not count against the cap.
    CAP_FORGETS_UNCONFIRMED,
    /// Nobody asks what somebody at a desk may do.
    RIGHTS_NOT_ASKED,
    /// The link that proves who is there is written into the evidence.
    SECRET_IN_EVIDENCE
}
