package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Contact.Endpoint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One entry of the consent ledger: what was said about contact, and how we know. Printing it shows no words and no
/// address.
///
/// @param at when it was said
/// @param recordedAt when we wrote it down
/// @param person who said it, if that is known
/// @param medium what it concerns; null: every way to reach them
/// @param address the one number or address it concerns; null: all of the person's
/// @param purpose the purpose it concerns, as workflows name it; null: every purpose
/// @param basis of consent: `express`, `written`, `used-by-consumer`, `creditor-supplied` ...
/// @param value of a preference or a place
/// @param words what the person said or wrote
/// @param source how we know: the message, the call, the letter
/// @param recordedBy who wrote it down
/// @param contactId the message of ours that it answers
record ConsentEvent(
        Instant at,
        Instant recordedAt,
        Kind kind,
        @Nullable String person,
        @Nullable Medium medium,
        @Nullable String address,
        @Nullable String purpose,
        @Nullable String basis,
        @Nullable String value,
        @Nullable String words,
        String source,
        String recordedBy,
        @Nullable String contactId) {

    /// What was said. The order in which entries of one instant count is the order here: a stop is the last word.
    enum Kind {
        GIVEN,
        START,
        STOP,
        /// Nothing more, on any channel.
        STOP_ALL,
        /// The person reached there is somebody else.
        NOT_MEANT,
        /// We have said that we heard the stop.
        CONFIRMED,
        PREFERS_CHANNEL,
        PREFERS_HOURS,
        PREFERS_LANGUAGE,
        /// Where the person says they are.
        IS_AT;

        boolean isStop() {
            return this == STOP || this == STOP_ALL || this == NOT_MEANT;
        }
    }

    /// An entry that the platform makes itself, from a message at an address.
    static ConsentEvent ofMessage(
            Kind kind,
            @Nullable String person,
            Endpoint endpoint,
            @Nullable String words,
            @Nullable String contactId,
            Instant at,
            Instant now) {
        return new ConsentEvent(
                at,
                now,
                kind,
                person,
                Medium.of(endpoint.channel()),
                endpoint.address(),
                null,
                null,
                null,
                words,
                kind == Kind.NOT_MEANT ? "page" : "message",
                "throughline",
                contactId);
    }

    /// Whether it has a say in a contact with a person at an address.
    boolean concerns(@Nullable String someone, Medium way, String where, @Nullable String why) {
        if (purpose != null && !purpose.equals(why)) {
            return false;
        }
        boolean sameAddress = medium == way && where.equals(address);
        boolean samePerson = person != null && person.equals(someone);
        return switch (kind) {
            case STOP_ALL, NOT_MEANT -> samePerson || sameAddress;
            case STOP, START, CONFIRMED ->
                address == null ? samePerson && (medium == null || medium == way) : sameAddress;
            case GIVEN -> samePerson && (medium == null || medium == way) && (address == null || address.equals(where));
            case PREFERS_CHANNEL, PREFERS_HOURS, PREFERS_LANGUAGE, IS_AT -> false;
        };
    }

    @Override
    public String toString() {
        return "ConsentEvent[" + kind + ", " + medium + ", " + at + "]";
    }
}
