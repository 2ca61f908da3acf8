package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.policy.ContactAction.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message of ours to one address, and how far it got.
///
/// @param id derived from the effect's key: it is in mail addresses, and a restore produces it again
/// @param about the debt and the purpose it serves
/// @param reference 16 bits that a carrier echoes, derived likewise
/// @param parts how many receipts a carrier owes for it
record Contact(
        String id,
        String effectKey,
        @Nullable String caseId,
        @Nullable String customerId,
        Endpoint endpoint,
        Purpose purpose,
        About about,
        String message,
        int reference,
        int parts,
        State state,
        @Nullable String reason,
        Instant firstAt,
        @Nullable Instant submittedAt) {

    /// What a message is about.
    ///
    /// @param account the debt; null: none
    /// @param subject the purpose, as workflows name it; null: none, such as a code
    /// @param jurisdictions of the workflow; what is kept of a message does not have them
    /// @param hasOptOut whether its words say how to stop
    record About(
            @Nullable String account,
            @Nullable String subject,
            List<String> jurisdictions,
            String language,
            boolean hasOptOut) {
        static final About NOTHING = new About(null, null);

        About(@Nullable String account, @Nullable String subject) {
            this(account, subject, List.of(), "en", false);
        }
    }

    /// The same message with all that is known of what it is about.
    Contact about(About more) {
        return new Contact(
                id,
                effectKey,
                caseId,
                customerId,
                endpoint,
                purpose,
                more,
                message,
                reference,
                parts,
                state,
                reason,
                firstAt,
                submittedAt);
    }

    /// How far a message got. Only `CLAIMED` may still be submitted.
    enum State {
        CLAIMED,
        SUBMITTING,
        SENT,
        DELIVERED,
        UNDELIVERABLE,
        REFUSED,
        UNKNOWN;

        /// Whether it may have left us.
        boolean isBegun() {
            return this != CLAIMED && this != REFUSED;
        }

        /// Whether it may have left us and nobody has said what became of it.
        boolean isOpen() {
            return this == SUBMITTING || this == UNKNOWN;
        }
    }

    /// A channel and an address on it. Printing it shows only the channel.
    record Endpoint(Channel channel, String address) implements Comparable<Endpoint> {
        private static final Comparator<Endpoint> ORDER =
                Comparator.comparing(Endpoint::channel).thenComparing(Endpoint::address);

        /// The order in which several are locked.
        @Override
        public int compareTo(Endpoint other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return "Endpoint[" + channel + "]";
        }
    }

    static Contact claimed(
            String effectKey,
            @Nullable String caseId,
            @Nullable String customerId,
            Endpoint endpoint,
            Purpose purpose,
            About about,
            String message,
            Instant now) {
        var digest = digest(effectKey);
        return new Contact(
                HexFormat.of().formatHex(digest, 0, 10),
                effectKey,
                caseId,
                customerId,
                endpoint,
                purpose,
                about,
                message,
                (digest[10] & 0xff) << 8 | (digest[11] & 0xff),
                1,
                State.CLAIMED,
                null,
                now,
                null);
    }

    /// Whether a case waits for what becomes of it.
    boolean isOfCase() {
        return caseId != null && (purpose == Purpose.OUTREACH || purpose == Purpose.RECEIPT);
    }

    @Override
    public String toString() {
        return "Contact[" + id + ", " + purpose + ", " + state + "]";
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
