package io.throughline.platform.channels;

import java.util.Optional;

/// Port to a carrier. Implemented by adapters.
public interface SmsGateway {
    /// Submits one message, as many parts as it needs. Waits out throttling within bounds.
    ///
    /// @param reference 16-bit reference that the carrier echoes in its receipt
    Submission submit(String to, String text, int reference) throws InterruptedException;

    /// Waits for a place on the wire, so that what is asked just before a message leaves is asked when it does, and
    /// little is under way at any moment.
    ///
    /// @return empty if there is none in time
    default Optional<Place> place() throws InterruptedException {
        return Optional.of(new Place() {
            @Override
            public Submission submit(String to, String text, int reference) throws InterruptedException {
                return SmsGateway.this.submit(to, text, reference);
            }

            @Override
            public void close() {}
        });
    }

    /// A place on the wire, for one message.
    interface Place extends AutoCloseable {
        /// As [SmsGateway#submit].
        Submission submit(String to, String text, int reference) throws InterruptedException;

        @Override
        void close();
    }

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
