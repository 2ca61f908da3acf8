package io.throughline.routing;

import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// An agent and how they stand.
final class Desk {
    /// The least laden first, then the longest idle, then who came first.
    static final Comparator<Desk> IDLE_ORDER = Comparator.<Desk>comparingInt(desk -> desk.load)
            .thenComparing(desk -> desk.idleSince)
            .thenComparingLong(desk -> desk.number);

    final long number;
    /// Lines whose work this agent may be given, by index.
    final BitSet fits = new BitSet();
    final SequencedMap<String, Waiting> atWork = new LinkedHashMap<>();
    /// Items that are this agent's only, for a while.
    final NavigableSet<Waiting> mine = new TreeSet<>(Waiting.ORDER);
    private final Map<String, Integer> busy = new LinkedHashMap<>();
    Agent agent;
    Presence presence = Presence.OFFLINE;
    Instant idleSince = Instant.MIN;
    /// Items at work; kept beside [#atWork] since it orders the free.
    int load;

    @Nullable
    Waiting offered;

    boolean isWrappingUp;
    boolean mayEndWrapUp;
    int missed;
    /// They count changes; an alarm set before the last of them is over.
    int presenceTurn;

    int wrapUpTurn;
    boolean isListed;

    Desk(long number, Agent agent) {
        this.number = number;
        this.agent = agent;
    }

    /// Whether another piece of work of `kind` fits beside what is there.
    boolean hasRoomFor(String kind) {
        var capacity = agent.capacity().get(kind);
        if (capacity == null || busy.getOrDefault(kind, 0) >= capacity.atOnce()) {
            return false;
        }
        for (var other : busy.keySet()) {
            if (!other.equals(kind) && !capacity.besides().contains(other)) {
                return false;
            }
        }
        return true;
    }

    boolean takesOffers() {
        return presence == Presence.AVAILABLE && offered == null && !isWrappingUp && hasRoom();
    }

    private boolean hasRoom() {
        return busy.isEmpty()
                ? !agent.capacity().isEmpty()
                : agent.capacity().keySet().stream().anyMatch(this::hasRoomFor);
    }

    void begin(Waiting waiting) {
        atWork.put(waiting.item.id(), waiting);
        busy.merge(waiting.item.need().kind(), 1, Integer::sum);
        load++;
    }

    void end(Waiting waiting) {
        if (atWork.remove(waiting.item.id()) != null) {
            busy.computeIfPresent(waiting.item.need().kind(), (kind, count) -> count == 1 ? null : count - 1);
            load--;
        }
    }

    /// What keeps this agent, who may do the work, from being offered it just now; null: nothing.
    @Nullable
    Hindrance occupied(String kind) {
        return switch (presence) {
            case OFFLINE -> Hindrance.OFFLINE;
            case AWAY -> Hindrance.AWAY;
            case AVAILABLE -> {
                if (offered != null) {
                    yield Hindrance.OFFERED;
                }
                if (isWrappingUp) {
                    yield Hindrance.WRAP_UP;
                }
                yield hasRoomFor(kind) ? null : Hindrance.BUSY;
            }
        };
    }
}
