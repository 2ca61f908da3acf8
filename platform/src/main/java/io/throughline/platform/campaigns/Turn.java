package io.throughline.platform.campaigns;

import io.throughline.platform.records.Portfolio.Account;
import io.throughline.policy.plan.Candidate.Stop;
import io.throughline.policy.plan.Planned;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a campaign comes to an account, or what keeps it from it.
///
/// @param urgency 0 to 100; the most urgent of those that may be let out goes first
/// @param confidence how surely the address is the person's, 0 to 100; decides among equals
/// @param at the first instant at which it may be let out; null: it is kept
/// @param rule what it waits for, or what keeps it; empty: it waits for nothing but its turn
/// @param sentence the same in words
record Turn(
        String account,
        String customer,
        int urgency,
        int confidence,
        @Nullable Instant at,
        String rule,
        String sentence) {

    static Turn of(Account account, Planned planned) {
        return switch (planned) {
            case Planned.Touch touch ->
                new Turn(
                        account.id(),
                        account.customerId(),
                        touch.urgency(),
                        touch.way().confidence(),
                        touch.at(),
                        touch.rule(),
                        touch.sentence());
            case Planned.Held(var rule, var sentence) -> kept(account.id(), account.customerId(), rule, sentence);
            case Planned.Stopped(var stop) ->
                kept(account.id(), account.customerId(), "stopped: " + stop.word(), why(stop));
            case Planned.UsedUp(var made) ->
                kept(
                        account.id(),
                        account.customerId(),
                        "all touches made",
                        "As many touches were made as the workflow allows: " + made + ".");
        };
    }

    private static String why(Stop stop) {
        return switch (stop) {
            case COMPLETED -> "A case of this account has come to a good end since it was due.";
            case OPTED_OUT -> "The person has asked not to be written to.";
            case BARRED ->
                "What they told us forbids it: a lawyer, a bankruptcy, a death, or a wish for no more contact about it.";
            case DISPUTED -> "The account is disputed.";
            case WITH_PERSON -> "A person of ours has its case.";
            case PROMISED -> "A payment was promised, and the promise stands.";
        };
    }

    /// For a workflow that sends nothing by itself: nothing is asked of the law, only the urgency counts.
    static Turn atOnce(Account account, int urgency, Instant now) {
        return new Turn(account.id(), account.customerId(), urgency, 0, now, "", "");
    }

    static Turn kept(String account, String customer, String rule, String sentence) {
        return new Turn(account, customer, 0, 0, null, rule, sentence);
    }

    static Turn matchesNoMore(String account, String customer) {
        return kept(
                account,
                customer,
                "campaign.matches-no-more",
                "It owes nothing any more, or the campaign's condition does not hold any more.");
    }

    boolean isKept() {
        return at == null;
    }

    boolean isDue(Instant now) {
        return at != null && !at.isAfter(now);
    }
}
