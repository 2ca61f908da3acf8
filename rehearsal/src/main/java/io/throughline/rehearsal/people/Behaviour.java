package io.throughline.rehearsal.people;

import io.throughline.engine.By.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// What a population does, when, and how long it takes.
///
/// @param days over how many days cases are opened
/// @param opens by hour of the day, how many cases are opened then; null: at `start`, evenly over `over`
/// @param zones where people are
/// @param reachable chance that there is an address
/// @param consents chance that they agreed to be written to
/// @param reads chance that a message is read, and after what time of attention
/// @param attention how much of each hour counts as attention
/// @param responds chance that somebody who read a message does something about it
/// @param calls chance that, of those, somebody calls instead of opening the page
/// @param callsWhenOnlyWay the same where the page offers nothing
/// @param stops chance that somebody who read a message wants no more
/// @param wrongParty share of people to whom the message does not belong
/// @param comesBack chance that somebody who left the page returns by themselves, and after what time
/// @param callsAgain chance that somebody who did not get through calls again, and after what time
/// @param mostCalls how often somebody calls at most
/// @param steps by name of the step, which goes before the kind
/// @param kinds by kind of step
/// @param facts by dotted name
/// @param factsMissing chance that a record cannot be read
/// @param writeRejected chance that a system refuses an entry
/// @param writeFailed chance that an entry cannot be made in time
public record Behaviour(
        Instant start,
        Duration over,
        int days,
        @org.jspecify.annotations.Nullable Hours opens,
        Shares zones,
        Map<Channel, Double> reachable,
        Map<Channel, Double> consents,
        Map<Channel, Read> reads,
        Hours attention,
        double responds,
        double calls,
        double callsWhenOnlyWay,
        double stops,
        double wrongParty,
        Chance comesBack,
        Chance callsAgain,
        int mostCalls,
        Map<String, Manner> steps,
        Map<String, Manner> kinds,
        Map<String, Made> facts,
        double factsMissing,
        double writeRejected,
        double writeFailed) {

    /// Whether a message is read, and after how much attention.
    public record Read(double share, Time after) {}

    /// Whether something happens, and after what time.
    public record Chance(double share, Time after) {}

    /// The zone of a person.
    public ZoneId zone(Dice dice) {
        var names = List.copyOf(zones.of().keySet());
        return ZoneId.of(zones.pick(names, dice.roll(ZONE, 0)));
    }

    private static final long ZONE = Dice.about("zone");
    private static final long OPENED = Dice.about("opened");
    private static final long DAY = Dice.about("opened on day");

    /// When the case of a person is opened, in milliseconds of the epoch.
    public long opened(Dice dice) {
        long day = (long) (dice.roll(DAY, 0) * days) * Duration.ofDays(1).toMillis();
        double roll = dice.roll(OPENED, 0);
        if (opens == null) {
            return start.toEpochMilli() + day + (long) (roll * over.toMillis());
        }
        double all = 0;
        for (int hour = 0; hour < 24; hour++) {
            all += opens.weight(hour);
        }
        double left = roll * all;
        int hour = 0;
        while (hour < 23 && left >= opens.weight(hour)) {
            left -= opens.weight(hour++);
        }
        double into = opens.weight(hour) == 0 ? 0 : Math.min(1, left / opens.weight(hour));
        return start.toEpochMilli()
                + day
                + (long) ((hour + into) * Duration.ofHours(1).toMillis());
    }

    /// How people are with a step of that name and kind.
    ///
    /// @throws IllegalArgumentException for a kind that nobody is said to be any way with
    public Manner manner(String step, String kind) {
        var own = steps.get(step);
        if (own != null) {
            return own;
        }
        var usual = kinds.get(kind);
        if (usual == null) {
            throw new IllegalArgumentException("no manner for a step of kind " + kind);
        }
        return usual;
    }
}
