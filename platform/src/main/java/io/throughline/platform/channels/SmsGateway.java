package io.throughline.platform.channels;

/// Port to a carrier. Implemented by adapters.
public interface SmsGateway {
    /// Submits one message, as many parts as it needs. Waits out throttling within bounds.
    ///
    /// @param reference 16-bit reference that the carrier echoes in its receipt
    Submission submit(String to, String text, int reference) throws InterruptedException;

    /// What came of a submission.
    sealed interface Submission {
        /// The carrier took it under this id.
        record Accepted(String carrierId) implements Submission {}

        /// The carrier refuses it for good.
        record Rejected(String reason) implements Submission {}

        /// It was certainly not taken (no connection, still throttled): may be tried again.
        record NotSent(String reason) implements Submission {}

        /// It may have been taken: never repeated; the receipt with our reference tells, if one comes.
        record Unknown(String reason) implements Submission {}
    }
}
