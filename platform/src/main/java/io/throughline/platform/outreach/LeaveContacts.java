package io.throughline.platform.outreach;

import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.platform.channels.SmsText;
import io.throughline.platform.channels.Together;
import io.throughline.platform.outreach.AskContacts.Asked;
import io.throughline.platform.outreach.Contacts.Parted;
import io.throughline.policy.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The last question before messages leave: a stop may have come since the claim. Those that are about to leave at the
/// same time are asked about in one transaction, which also says that from here on they may have left.
@Component
class LeaveContacts {
    private final CaseContacts caseContacts;
    private final AskContacts asking;
    private final Contacts contacts;
    private final TransactionTemplate transactions;
    private final InstantSource time;
    private final Together<Leaving> together;

    LeaveContacts(
            CaseContacts caseContacts,
            AskContacts asking,
            Contacts contacts,
            TransactionTemplate transactions,
            InstantSource time,
            OutreachSettings settings) {
        this.caseContacts = caseContacts;
        this.asking = asking;
        this.contacts = contacts;
        this.transactions = transactions;
        this.time = time;
        this.together = new Together<>(settings.together(), this::leave);
    }

    /// What was said of a message that wants to leave.
    sealed interface Left {
        /// It is ours to submit, in these words, and may have left from now on.
        record Go(Rendered words) implements Left {}

        /// Another process was first: one that slept through its lease.
        record Gone() implements Left {}

        record Kept(Verdict why) implements Left {}
    }

    /// @throws IllegalArgumentException if its words have a hole
    Left leave(Effect.Contact effect, Contact contact, CaseState state) {
        var leaving = new Leaving(effect, contact, state);
        together.take(leaving);
        return Objects.requireNonNull(leaving.left);
    }

    private static final class Leaving {
        private final Effect.Contact effect;
        private final Contact contact;
        private final CaseState state;
        private @Nullable Rendered words;
        private @Nullable Left left;

        Leaving(Effect.Contact effect, Contact contact, CaseState state) {
            this.effect = effect;
            this.contact = contact;
            this.state = state;
        }

        Rendered words() {
            return Objects.requireNonNull(words);
        }

        Parted parted() {
            return new Parted(contact.id(), SmsText.of(words().text()).parts().size());
        }
    }

    private void leave(List<Leaving> all) {
        transactions.executeWithoutResult(_ -> {
            var people = caseContacts.people(all.stream().map(one -> one.state).toList());
            for (var one : all) {
                one.words = caseContacts.render(one.contact, one.effect, one.state, people);
            }
            for (var round : AskContacts.rounds(all, one -> one.contact)) {
                leave(round, people, time.instant());
            }
        });
    }

    private void leave(List<Leaving> all, CaseContacts.People people, Instant now) {
        var verdicts = asking.ask(
                all.stream()
                        .map(one -> new Asked(
                                one.contact.about(caseContacts.about(one.effect, one.state, people)), one.state))
                        .toList(),
                now);
        var allowed = new ArrayList<Leaving>();
        for (int i = 0; i < all.size(); i++) {
            if (verdicts.get(i) instanceof Verdict.Allow) {
                allowed.add(all.get(i));
            } else {
                all.get(i).left = new Left.Kept(verdicts.get(i));
            }
        }
        var ours = contacts.submittingAll(allowed.stream().map(Leaving::parted).toList(), now);
        for (var one : allowed) {
            one.left = ours.contains(one.contact.id()) ? new Left.Go(one.words()) : new Left.Gone();
        }
    }
}
