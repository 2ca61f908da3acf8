package io.throughline.routing;

import io.throughline.routing.Waiting.Stand;
import java.time.Instant;

/// Puts work in line, takes it from there, and brings it together with people. All inputs and alarms end here, so that
/// there is one place in which an offer is made.
final class Placing {
    private final Scene scene;

    Placing(Scene scene) {
        this.scene = scene;
    }

    /// Puts an item where it waits, and offers it if somebody is free for it.
    void place(Waiting waiting) {
        waiting.turn++;
        waiting.desk = null;
        waiting.until = null;
        var preferred = waiting.item.preferred();
        if (preferred != null && mayWaitFor(waiting, preferred)) {
            hold(waiting, preferred);
            return;
        }
        waiting.stand = Stand.IN_LINE;
        waiting.ring = ringAt(waiting);
        enter(waiting);
        offerToSomebody(waiting);
    }

    /// Puts an item in the line of its demand, with the times at which that changes.
    void enter(Waiting waiting) {
        var hours = scene.queue(waiting);
        var demand = scene.matching.demand(waiting.item, hours.queue, waiting.ring);
        scene.matching.line(waiting, demand, hours, scene.desks.values());
        var rings = hours.queue.rings();
        if (waiting.ring + 1 < rings.size()) {
            var at = waiting.inQueueSince.plus(rings.get(waiting.ring + 1).after());
            alarm(at, Alarms.Kind.RING, waiting);
        }
        var overflow = hours.queue.overflow();
        if (overflow != null) {
            alarm(waiting.inQueueSince.plus(overflow.after()), Alarms.Kind.OVERFLOW, waiting);
        }
    }

    private void alarm(Instant at, Alarms.Kind kind, Waiting waiting) {
        scene.alarms.set(at, kind, waiting.item.id(), waiting.turn);
    }

    int ringAt(Waiting waiting) {
        var rings = scene.queue(waiting).queue.rings();
        int ring = 0;
        while (ring + 1 < rings.size()
                && !scene.now.isBefore(
                        waiting.inQueueSince.plus(rings.get(ring + 1).after()))) {
            ring++;
        }
        return ring;
    }

    private boolean mayWaitFor(Waiting waiting, WorkItem.Preferred preferred) {
        var desk = scene.desks.get(preferred.agent());
        return desk != null
                && desk.presence != Presence.OFFLINE
                && scene.now.isBefore(preferred.until())
                && scene.queue(waiting).isOpen(scene.now)
                && desk.agent.capacity().containsKey(waiting.item.need().kind())
                && waiting.item.need().hindrance(desk.agent) == null
                && waiting.mayGoTo(preferred.agent(), scene.now);
    }

    private void hold(Waiting waiting, WorkItem.Preferred preferred) {
        var desk = java.util.Objects.requireNonNull(scene.desks.get(preferred.agent()));
        waiting.stand = Stand.PREFERRED;
        waiting.desk = desk;
        desk.mine.add(waiting);
        alarm(preferred.until(), Alarms.Kind.PREFERENCE_ENDS, waiting);
        scene.tell(
                new FloorEvent.Held(scene.now, waiting.item.id(), preferred.until(), "waits for " + preferred.agent()));
        offerToDesk(desk);
    }

    /// Takes an item from wherever it stands; the caller puts it somewhere else, and then lets whoever had it go on
    /// ([#offerToDesk]).
    void lift(Waiting waiting, String reason) {
        switch (waiting.stand) {
            case IN_LINE -> scene.matching.unline(waiting);
            case PREFERRED -> waiting.desk().mine.remove(waiting);
            case OFFERED -> {
                var agent = waiting.desk().agent.id();
                scene.tell(new FloorEvent.Rescinded(scene.now, waiting.item.id(), agent, reason));
                waiting.desk().offered = null;
            }
            case AT_WORK -> {
                idle(waiting.desk());
                waiting.desk().end(waiting);
            }
            case CALL_BACK -> {}
        }
        waiting.turn++;
        waiting.desk = null;
    }

    /// From now on this agent counts as idle. Whoever is free is listed by how long, so they leave the list first.
    void idle(Desk desk) {
        scene.matching.unlist(desk);
        desk.idleSince = scene.now;
    }

    void decline(Waiting waiting, String agent) {
        var end = scene.now.plus(scene.rules.declineFor());
        waiting.declined.put(agent, end);
        scene.alarms.set(end, Alarms.Kind.DECLINE_ENDS, waiting.item.id(), 0);
    }

    void offerToSomebody(Waiting waiting) {
        var desk = scene.matching.deskFor(waiting, scene.now);
        if (desk != null) {
            boolean bySkill = scene.queue(waiting).queue.choice() == Queue.Choice.MOST_SKILLED;
            scene.matching.unline(waiting);
            offer(waiting, desk, bySkill ? "the most skilled of those free" : "the longest idle of those free");
        }
    }

    /// Gives somebody the next offer, if they take one; otherwise they are listed as free, if they are.
    void offerToDesk(Desk desk) {
        if (!desk.takesOffers()) {
            return;
        }
        var waiting = scene.matching.workFor(desk, scene.now);
        if (waiting == null) {
            scene.matching.list(desk);
        } else if (waiting.stand == Stand.PREFERRED) {
            desk.mine.remove(waiting);
            offer(waiting, desk, "the preferred agent");
        } else {
            scene.matching.unline(waiting);
            offer(waiting, desk, "free when it came to the head of the line");
        }
    }

    void offer(Waiting waiting, Desk desk, String why) {
        scene.matching.unlist(desk);
        desk.offered = waiting;
        waiting.turn++;
        waiting.stand = Stand.OFFERED;
        waiting.desk = desk;
        waiting.why = why;
        var until = scene.now.plus(scene.queue(waiting).queue.offerFor());
        waiting.until = until;
        alarm(until, Alarms.Kind.OFFER_ENDS, waiting);
        scene.tell(new FloorEvent.Offered(scene.now, waiting.item.id(), desk.agent.id(), until, why));
    }
}
