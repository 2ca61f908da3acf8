package io.throughline.sandbox.carrier;

import java.time.Instant;
import java.util.OptionalInt;

/// Something the carrier still owes the platform.
sealed interface Parcel {
    long id();

    String address();

    String peer();

    /// What became of one submitted part.
    record Receipt(
            long id,
            String address,
            String peer,
            long submissionId,
            boolean delivered,
            Instant submittedAt,
            Instant doneAt,
            String excerpt,
            OptionalInt userReference)
            implements Parcel {
        @Override
        public String toString() {
            return "receipt " + id;
        }
    }

    /// What a customer wrote.
    record Reply(long id, String address, String peer, long messageId, String text) implements Parcel {
        @Override
        public String toString() {
            return "reply " + id;
        }
    }
}
