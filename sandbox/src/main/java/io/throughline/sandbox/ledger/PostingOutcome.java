package io.throughline.sandbox.ledger;

/// What came of asking for a posting.
sealed interface PostingOutcome {
    record Posted(Posting posting) implements PostingOutcome {}

    /// The key was used before with the same body: the first posting stands and nothing was added.
    record PostedBefore(Posting posting) implements PostingOutcome {}

    /// The key was used before with another body.
    record KeyReused() implements PostingOutcome {}

    /// It can never be posted like this.
    record Refused(String code, String message) implements PostingOutcome {}
}
