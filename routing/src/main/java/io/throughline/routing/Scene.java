package io.throughline.routing;

import io.throughline.routing.FloorEvent.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything on the floor at this moment, and what has come of the present input so far.
final class Scene {
    final FloorRules rules;
    final Map<String, QueueHours> queues = new LinkedHashMap<>();
    final Map<String, Desk> desks = new LinkedHashMap<>();
    final Map<String, Waiting> items = new LinkedHashMap<>();
    final Matching matching = new Matching();
    final Alarms alarms = new Alarms();
    Instant now = Instant.MIN;
    private List<FloorEvent> events = new ArrayList<>();
    private long count;

    Scene(FloorRules rules, Collection<Queue> queues) {
        this.rules = rules;
        queues.forEach(queue -> this.queues.put(queue.name(), new QueueHours(queue)));
        for (var queue : queues) {
            var overflow = queue.overflow();
            if (overflow != null && !this.queues.containsKey(overflow.queue())) {
                throw new IllegalArgumentException(
                        "queue " + queue.name() + " overflows into \"" + overflow.queue() + "\", which is not there");
            }
        }
    }

    /// A number that nobody had before, for those whose order is otherwise the same.
    long number() {
        return count++;
    }

    void tell(FloorEvent event) {
        events.add(event);
    }

    void refuse(String code, String reason) {
        tell(new Refused(now, code, reason));
    }

    List<FloorEvent> told() {
        var told = events;
        events = new ArrayList<>();
        return told;
    }

    QueueHours queue(Waiting waiting) {
        return Optional.ofNullable(queues.get(waiting.item.queue())).orElseThrow();
    }

    boolean knowsQueue(String name) {
        if (queues.containsKey(name)) {
            return true;
        }
        refuse("queue.unknown", "there is no queue \"" + name + "\"");
        return false;
    }

    @Nullable
    Waiting findItem(String id) {
        var waiting = items.get(id);
        if (waiting == null) {
            refuse("item.unknown", "there is no work " + id);
        }
        return waiting;
    }

    /// The item, if it stands with this agent as it should for what they want; refuses otherwise.
    @Nullable
    Waiting heldBy(String agent, String item, Waiting.Stand stand) {
        var waiting = items.get(item);
        if (waiting != null
                && waiting.stand == stand
                && waiting.desk().agent.id().equals(agent)) {
            return waiting;
        }
        if (stand == Waiting.Stand.OFFERED) {
            refuse("offer.gone", item + " is no longer offered to " + agent);
        } else {
            refuse("work.not-yours", item + " is not at work with " + agent);
        }
        return null;
    }
}
