package io.throughline.platform.desk;

import io.throughline.routing.Need;
import io.throughline.routing.WorkItem;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A piece of work as it is kept.
///
/// @param key of the work that the case has, or of who brought it: the same key is one item
/// @param taskQueue where the case says it waits; `queue` is where it waits now
/// @param since its place in line
/// @param queuedAt when it came into its present queue
/// @param until end of the offer, or the time of the call-back
/// @param provenAt when the person in this conversation was proven; null: they are not
/// @param words what somebody wrote
/// @param note of a colleague
/// @param parent the work that a consult asks about
/// @param caseSeq the transition of the case that was last told
record Item(
        String id,
        String key,
        @Nullable String caseId,
        String reference,
        Subject subject,
        Asks asks,
        @Nullable String preferred,
        @Nullable Instant preferredUntil,
        int priority,
        String taskQueue,
        String queue,
        Instant since,
        Instant queuedAt,
        @Nullable Instant due,
        State state,
        @Nullable String agent,
        @Nullable String offer,
        @Nullable Instant until,
        String why,
        @Nullable Instant provenAt,
        @Nullable String requestedBy,
        @Nullable String words,
        @Nullable String note,
        @Nullable String parent,
        int caseSeq,
        Instant createdAt) {

    static final String CASE = "case";
    static final String APPROVAL = "approval";
    static final String MESSAGE = "message";
    static final String CONSULT = "consult";

    /// What it is about.
    ///
    /// @param kind decides what else one may do meanwhile
    /// @param source why it came to people
    record Subject(
            String kind,
            String source,
            String intent,
            String title,
            String workflow,
            String purpose,
            String step,
            String language) {}

    /// What it asks of whoever does it.
    ///
    /// @param speaks language; null: any
    /// @param never people who must not have it
    record Asks(
            @Nullable String speaks,
            Set<String> clearances,
            @Nullable String right,
            long amount,
            @Nullable String currency,
            Set<String> never) {
        static final Asks NOTHING = new Asks(null, Set.of(), null, 0, null, Set.of());

        Asks {
            clearances = Set.copyOf(clearances);
            never = Set.copyOf(never);
        }

        Asks neverTo(Set<String> people) {
            return new Asks(speaks, clearances, right, amount, currency, people);
        }
    }

    /// Where it stands.
    enum State {
        WAITING,
        OFFERED,
        AT_WORK,
        CALL_BACK,
        DONE,
        WITHDRAWN;

        boolean isLive() {
            return this != DONE && this != WITHDRAWN;
        }
    }

    boolean isApproval() {
        return subject.kind().equals(APPROVAL);
    }

    boolean isAtWorkWith(String person) {
        return state == State.AT_WORK && person.equals(agent);
    }

    /// As the floor takes it.
    WorkItem work() {
        var need =
                new Need(subject.kind(), asks.speaks(), asks.clearances(), asks.right(), asks.amount(), asks.never());
        var first =
                preferred == null || preferredUntil == null ? null : new WorkItem.Preferred(preferred, preferredUntil);
        return new WorkItem(id, reference, subject.intent(), queue, priority, since, due, need, first);
    }
}
