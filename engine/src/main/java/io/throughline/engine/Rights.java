package io.throughline.engine;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an actor may do beyond the ordinary: rights by name, each with the limit it goes up to, and the skills by which
/// work is given out.
public record Rights(Map<String, Limit> held, Set<String> skills) {
    /// Departures from the path; each is a right of its own.
    public static final String OVERRIDE = "override";

    public static final String CORRECT = "correct";
    public static final String REOPEN = "reopen";
    public static final String REASSIGN = "reassign";
    public static final String RESUME = "resume";
    public static final String MIGRATE = "migrate";

    /// Over versions of workflows; whoever holds two of them still approves nothing of their own.
    public static final String DRAFT_VERSION = "draft-version";

    public static final String APPROVE_VERSION = "approve-version";
    public static final String PUBLISH_VERSION = "publish-version";

    /// Starts, holds, resumes and stops campaigns.
    public static final String CAMPAIGN = "campaign";

    /// Decides what people meant whose words are doubtful.
    public static final String REPLIES = "decide-replies";

    /// Takes more rights than one has, for at most an hour, with a reason and somebody else's review.
    public static final String BREAK_GLASS = "break-glass";

    /// Those that every house knows; others are named by its workflows.
    public static final Set<String> OF_THE_HOUSE = Set.of(
            OVERRIDE,
            CORRECT,
            REOPEN,
            REASSIGN,
            RESUME,
            MIGRATE,
            DRAFT_VERSION,
            APPROVE_VERSION,
            PUBLISH_VERSION,
            CAMPAIGN,
            REPLIES,
            BREAK_GLASS);

    public static final Rights NONE = new Rights(Map.of(), Set.of());

    public Rights {
        held = Map.copyOf(held);
        skills = Set.copyOf(skills);
    }

    /// How far a right goes. Both bounds hold where both are stated.
    ///
    /// @param upTo largest amount; null: any
    /// @param percent largest share of the whole, in percent; null: any
    public record Limit(@Nullable Money upTo, @Nullable Integer percent) {
        public static final Limit NONE = new Limit(null, null);
    }

    /// Rights without limits.
    public static Rights of(String... names) {
        var held = new java.util.HashMap<String, Limit>();
        for (var name : names) {
            held.put(name, Limit.NONE);
        }
        return new Rights(held, Set.of());
    }

    public boolean has(String right) {
        return held.containsKey(right);
    }

    /// Whether `right` is held and its limit covers an amount.
    ///
    /// @param amount null when nothing is measured: the right alone is enough
    /// @param whole what `amount` is a share of; without it a right limited to a share does not cover
    public boolean cover(String right, @Nullable Money amount, @Nullable Money whole) {
        var limit = held.get(right);
        if (limit == null) {
            return false;
        }
        return amount == null || (isWithin(limit.upTo(), amount) && isShare(limit.percent(), amount, whole));
    }

    private static boolean isWithin(@Nullable Money upTo, Money amount) {
        return upTo == null || (upTo.currency().equals(amount.currency()) && amount.compareTo(upTo) <= 0);
    }

    private static boolean isShare(@Nullable Integer percent, Money amount, @Nullable Money whole) {
        if (percent == null) {
            return true;
        }
        if (whole == null || !whole.currency().equals(amount.currency()) || !whole.isPositive()) {
            return false;
        }
        var share = BigInteger.valueOf(amount.minor()).multiply(BigInteger.valueOf(100));
        return share.compareTo(BigInteger.valueOf(whole.minor()).multiply(BigInteger.valueOf(percent))) <= 0;
    }
}
