package io.throughline.routing;

import io.throughline.routing.Waiting.Stand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts a floor back as it was kept. Nobody is offered anything before all of it stands again.
final class Restoring {
    private final Scene scene;
    private final Placing placing;

    Restoring(Scene scene, Placing placing) {
        this.scene = scene;
        this.placing = placing;
    }

    void restore(Kept kept) {
        kept.people().forEach(this::person);
        kept.items().forEach(this::item);
        for (var desk : List.copyOf(scene.desks.values())) {
            if (desk.presence == Presence.OFFLINE && !desk.atWork.isEmpty()) {
                var lost = scene.now.plus(scene.rules.lostAfter());
                scene.alarms.set(lost, Alarms.Kind.AGENT_LOST, desk.agent.id(), desk.presenceTurn);
            }
            placing.offerToDesk(desk);
        }
    }

    private void person(Kept.Person person) {
        var desk = new Desk(scene.number(), person.agent());
        desk.presence = person.presence();
        desk.idleSince = person.idleSince();
        scene.desks.put(person.agent().id(), desk);
        scene.matching.know(desk);
        var wrapUp = person.wrapUp();
        if (wrapUp != null) {
            desk.isWrappingUp = true;
            desk.mayEndWrapUp = wrapUp.mayEnd();
            if (wrapUp.until() != null) {
                scene.alarms.set(
                        wrapUp.until(), Alarms.Kind.WRAP_UP_ENDS, person.agent().id(), desk.wrapUpTurn);
            }
        }
    }

    private void item(Kept.Item kept) {
        var waiting = new Waiting(scene.number(), kept.item(), kept.inQueueSince());
        scene.items.put(kept.item().id(), waiting);
        kept.declined().forEach((agent, end) -> {
            waiting.declined.put(agent, end);
            scene.alarms.set(end, Alarms.Kind.DECLINE_ENDS, kept.item().id(), 0);
        });
        waiting.why = kept.why();
        var desk = kept.agent() == null ? null : scene.desks.get(kept.agent());
        boolean allowed = desk != null && kept.item().need().hindrance(desk.agent) == null;
        switch (kept.stand()) {
            case AT_WORK -> {
                if (allowed && desk != null) {
                    waiting.stand = Stand.AT_WORK;
                    waiting.desk = desk;
                    desk.begin(waiting);
                } else {
                    scene.tell(new FloorEvent.Returned(
                            scene.now, kept.item().id(), String.valueOf(kept.agent()), "no longer allowed"));
                    inLine(waiting);
                }
            }
            case OFFERED -> offered(waiting, kept, allowed ? desk : null);
            case CALL_BACK -> {
                waiting.stand = Stand.CALL_BACK;
                waiting.until = kept.until();
                scene.alarms.set(
                        kept.until() == null ? scene.now : kept.until(),
                        Alarms.Kind.CALL_BACK,
                        kept.item().id(),
                        waiting.turn);
            }
            case IN_LINE -> inLine(waiting);
        }
    }

    private void offered(Waiting waiting, Kept.Item kept, @Nullable Desk desk) {
        if (desk == null || kept.until() == null || desk.offered != null || desk.presence != Presence.AVAILABLE) {
            scene.tell(new FloorEvent.Rescinded(
                    scene.now, kept.item().id(), String.valueOf(kept.agent()), "no longer allowed"));
            inLine(waiting);
            return;
        }
        waiting.stand = Stand.OFFERED;
        waiting.desk = desk;
        waiting.until = kept.until();
        desk.offered = waiting;
        scene.alarms.set(kept.until(), Alarms.Kind.OFFER_ENDS, kept.item().id(), waiting.turn);
    }

    private void inLine(Waiting waiting) {
        waiting.ring = placing.ringAt(waiting);
        placing.enter(waiting);
    }
}
