package io.throughline.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What just happened. Nothing but an input moves a case: a page, a webhook, a timer and a person
/// all become one of these.
///
/// Inputs that answer an [Effect] carry its key; a key that the case no longer waits for is refused as
/// [Refusal.Code#ALREADY_DONE].
public sealed interface Input {

    /// A timer of the case is due. Harmless when nothing is due.
    record TimerDue() implements Input {}

    /// A system of record answered a [Effect.ReadFacts]. Values are String, Long, Boolean, or money as
    /// [Money#toFact()].
    record FactsRead(String effect, Map<String, Object> values, Instant readAt) implements Input, Report {}

    /// A system of record has no such record, or could not be asked within its time.
    record FactsMissing(String effect, String reason) implements Input, Report {}

    /// The customer opened the link of a message. Spends nothing.
    record LinkOpened(String contact) implements Input {}

    /// The person was proven to be who they should be; the proof itself (code, known facts) stays
    /// with the identity module.
    record IdentityProved(Identity.Level level, String method) implements Input {}

    /// One failed attempt to prove identity.
    record IdentityFailed(String method) implements Input {}

    /// The person says the message was not meant for them.
    record WrongParty() implements Input {}

    /// The required words were put before the person and they went on.
    record Acknowledged(String step, String text, String version, String language) implements Input, Answer {}

    /// The person would not go on after the required words.
    record DisclosureRefused(String step) implements Input, Answer {}

    /// The person has read what a `show` step presents.
    record Continued(String step) implements Input, Answer {}

    record Chosen(String step, String choice) implements Input, Answer {}

    /// Somebody at a desk asks for an operation of a `request` step's system; `values` are its parameters: text, whole
    /// numbers, yes or no, lists. [Continued] ends the step.
    record Requested(String step, String operation, Map<String, Object> values) implements Input, Answer {}

    /// The person agreed to pay `step`'s amount and wants to go to the card page.
    record PayRequested(String step) implements Input, Answer {}

    /// The person proposes terms: for a promise `date`, for a plan `instalments` and the first `date`.
    record ArrangementProposed(String step, LocalDate date, int instalments) implements Input, Answer {}

    /// The person wants none of the terms that an `arrange` step offers.
    record TermsDeclined(String step) implements Input, Answer {}

    /// The person wants to talk to somebody.
    record PersonWanted() implements Input {}

    /// What came of an [Effect.Contact].
    record ContactReported(String effect, ContactResult result) implements Input, Report {}

    /// What came of an [Effect.OpenCheckout].
    record PaymentReported(String effect, PaymentResult result) implements Input, Report {}

    /// What came of an [Effect.WriteRecord].
    record WriteReported(String effect, WriteResult result) implements Input, Report {}

    /// Somebody of the house has written to the customer by hand and is about to send it. The words stay outside the
    /// evidence, their hash does not.
    ///
    /// @param message names it; what came of it follows as [MessageReported]
    /// @param ending of the address, such as its last four digits
    /// @param words SHA-256 of the words as they go out, in hex
    /// @param withLink whether a link to the case's page is among them
    record MessageWritten(String message, By.Channel channel, String ending, String words, boolean withLink)
            implements Input {}

    /// What policy said of a message that was written by hand, and what came of it.
    ///
    /// @param effect the message
    /// @param packs version of the policy packs that were asked; empty: there were none
    record MessageReported(String effect, ContactResult result, String packs) implements Input, Report {}

    /// A supervisor steps into the conversation that a colleague has with the customer.
    ///
    /// @param work the colleague's piece of work
    /// @param holder the colleague
    record SteppedIn(String work, String holder, Manner manner, String reason) implements Input {
        /// How they step in.
        public enum Manner {
            /// They write to the customer beside the colleague.
            JOINED,
            /// They end that.
            LEFT,
            /// The work is theirs from now on.
            TOOK_OVER
        }
    }

    /// The customer said stop on a channel; outreach of this case ends there. Consent itself is
    /// kept by outreach, per person.
    record OptedOut(By.Channel channel, String words) implements Input {}

    /// The answers to an `ask` step, as they were typed, and the documents handed in with it.
    record Answered(String step, Map<String, String> values, Map<String, Document> documents)
            implements Input, Answer {}

    /// The lines of a checklist that were ticked, each with its evidence.
    record Checked(String step, Map<String, String> evidence) implements Input, Answer {}

    /// A person takes the work that waits at `step`.
    record Claimed(String step) implements Input, Answer {}

    /// A person gives a case back that was assigned to them.
    record TakenBack(String step, String result, String note) implements Input, Answer {}

    /// A person decides what waits for approval at `step`. A refusal needs its reason.
    record Decided(String step, boolean approved, String reason) implements Input, Answer {}

    /// The child of a `run` step was opened, as case `child`.
    record ChildOpened(String effect, String child) implements Input, Report {}

    /// The child of a `run` step came to its end; `facts` are those to be brought back.
    record ChildEnded(String effect, String child, String outcome, Map<String, Object> facts)
            implements Input, Report {}

    /// The child of a `run` step could not be opened.
    record ChildFailed(String effect, String reason) implements Input, Report {}

    /// Somebody with the right puts a case that is with a person back on a step, with a reason.
    record Resumed(String step, String reason) implements Input, Departure {}

    /// Somebody with the right moves an open case to another step.
    record Override(String step, String reason) implements Input, Departure {}

    /// Somebody with the right changes a fact. `value` is what a fact map holds: text, a whole number, yes or no, or
    /// money as [Money#toFact()].
    record Correct(String fact, Object value, String reason) implements Input, Departure {}

    /// Somebody with the right opens a finished case again, at a step.
    record Reopen(String step, String reason) implements Input, Departure {}

    /// Somebody with the right gives work that waits for a person to another queue or person; what is null stays.
    record Reassign(@Nullable String queue, @Nullable String person, String reason) implements Input, Departure {}

    /// Somebody with the right moves a parked case to another version of its workflow; see [Engine#migrate].
    ///
    /// @param version content hash of the version it goes to
    record Migrate(String version, String reason) implements Input, Departure {}

    /// An answer to the step that the case stands on, by whoever may give it.
    sealed interface Answer {
        String step();
    }

    /// What came of an effect. Only the platform itself reports it.
    sealed interface Report {
        String effect();
    }

    /// A step off the path that the definition describes. It needs a right and a reason and is recorded as what it is.
    sealed interface Departure {
        String reason();
    }

    /// Answers of a contact. `Held` is not final: the effect stays due and is claimed again at its time.
    sealed interface ContactResult {
        record Sent(String reference, By.Channel channel) implements ContactResult {}

        /// Policy allows it at `notBefore` and not earlier; `rule` says why.
        record Held(Instant notBefore, String rule, String detail) implements ContactResult {}

        /// Policy will never allow it; `rule` says why.
        record Denied(String rule, String detail) implements ContactResult {}

        record Undeliverable(String reason) implements ContactResult {}

        /// We cannot know whether it went out; it is not repeated.
        record Unknown(String reason) implements ContactResult {}
    }

    /// Answers of a payment. `Opened` and `Unknown` are not final.
    sealed interface PaymentResult {
        /// The card page is ready.
        record Opened(String reference) implements PaymentResult {}

        record Paid(
                String receipt,
                Money amount,
                @Nullable String brand,
                @Nullable String lastFour) implements PaymentResult {}

        record Declined(String reason) implements PaymentResult {}

        record Abandoned(String reason) implements PaymentResult {}

        /// The processor's record could not be read; nothing is assumed and nothing is tried again with a new
        /// key.
        record Unknown(String reason) implements PaymentResult {}

        /// A charge that needs a person: it was captured although the case no longer waits for it,
        /// or the amount differs.
        record Mismatch(String reason) implements PaymentResult {}
    }

    /// Answers of a writeback.
    sealed interface WriteResult {
        record Written(String receipt, Instant at) implements WriteResult {}

        /// The system of record says no, for good.
        record Rejected(String code, String message) implements WriteResult {}

        /// The time for trying is over.
        record Failed(String reason) implements WriteResult {}
    }
}
