package io.throughline.platform.outreach;

import io.throughline.engine.By;
import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages that a colleague writes to the customer of a case, who is in touch with them, and what the customer wrote.
/// Policy is asked as for any other, and the evidence of the case tells who wrote, to where, and what policy said.
public interface CaseMessages {
    /// Where the customer can be written to.
    ///
    /// @param ending the last four digits, or the domain
    record Place(Channel channel, String ending) {}

    /// @param subject of mail; null: the house's name
    /// @param withLink whether a link to the case's page comes behind the text
    /// @param key the same is sent once
    record Letter(Channel channel, @Nullable String subject, String text, boolean withLink, String key) {}

    /// Something that was written in the conversation about a case.
    sealed interface Written {
        Instant at();

        String words();

        /// By a colleague; what came of it is in the evidence.
        ///
        /// @param message as the evidence names it
        record ByHand(String message, Instant at, String person, String subject, String words) implements Written {}

        /// By the customer.
        ///
        /// @param labels what it was taken to say, as docs/understanding.md writes it; none: nothing
        /// @param waitsFor why a person has to decide what it means; null: nobody has to, or somebody has
        /// @param decidedBy who decided; null: nobody had to, or nobody has
        record ByCustomer(
                long number,
                Instant at,
                String channel,
                String words,
                List<String> labels,
                @Nullable String waitsFor,
                @Nullable String decidedBy)
                implements Written {}
    }

    List<Place> places(CaseState state);

    /// Sends it at most once for its key. The evidence has it before it goes out.
    ///
    /// @return whether it was accepted, and if not, the rule
    Messages.Sending send(CaseState state, Letter letter, By by);

    /// What was written by hand, by either side, oldest first.
    List<Written> written(CaseState state);
}
