package io.throughline.platform.channels;

import org.jspecify.annotations.Nullable;

/// Port to a mail relay. Implemented by adapters.
public interface EmailGateway {
    Submission submit(Mail mail) throws InterruptedException;

    /// @param contactId becomes the Message-ID and the reply and bounce addresses
    record Mail(
            String contactId,
            String to,
            String fromName,
            String subject,
            String text,
            @Nullable String html) {
        @Override
        public String toString() {
            return "Mail[" + contactId + "]";
        }
    }

    /// What came of a submission; the same meanings as for SMS.
    sealed interface Submission {
        record Accepted(String reference) implements Submission {}

        record Rejected(String reason) implements Submission {}

        record NotSent(String reason) implements Submission {}

        record Unknown(String reason) implements Submission {}
    }
}
