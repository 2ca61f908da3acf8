package io.throughline.routing;

import io.throughline.routing.Queue.WrapUp;
import io.throughline.routing.Waiting.Stand;
import java.util.List;
import java.util.Locale;

/// What people do, and what becomes of the work they have.
final class Staff {
    private final Scene scene;
    private final Placing placing;

    Staff(Scene scene, Placing placing) {
        this.scene = scene;
        this.placing = placing;
    }

    void know(Agent agent) {
        var desk = scene.desks.get(agent.id());
        if (desk == null) {
            desk = new Desk(scene.number(), agent);
            scene.desks.put(agent.id(), desk);
        } else {
            scene.matching.unlist(desk);
            desk.agent = agent;
        }
        if (scene.matching.know(desk)) {
            divideLines();
        }
        takeBackWhatIsNoLongerAllowed(desk);
        placing.offerToDesk(desk);
    }

    private void divideLines() {
        for (var waiting : scene.items.values()) {
            if (waiting.stand == Stand.IN_LINE && waiting.item.need().right() != null) {
                scene.matching.unline(waiting);
                waiting.turn++;
                placing.enter(waiting);
            }
        }
    }

    /// A right withdrawn counts from this moment, for offers and for work already taken.
    private void takeBackWhatIsNoLongerAllowed(Desk desk) {
        var offered = desk.offered;
        if (offered != null && offered.item.need().hindrance(desk.agent) != null) {
            placing.lift(offered, "no longer allowed");
            placing.place(offered);
        }
        for (var waiting : List.copyOf(desk.mine)) {
            if (waiting.item.need().hindrance(desk.agent) != null) {
                placing.lift(waiting, "no longer allowed");
                placing.place(waiting);
            }
        }
        for (var waiting : List.copyOf(desk.atWork.values())) {
            if (waiting.item.need().hindrance(desk.agent) != null) {
                giveBack(waiting, "no longer allowed");
            }
        }
    }

    private void giveBack(Waiting waiting, String reason) {
        var agent = waiting.desk().agent.id();
        scene.tell(new FloorEvent.Returned(scene.now, waiting.item.id(), agent, reason));
        placing.lift(waiting, reason);
        placing.place(waiting);
    }

    void present(FloorInput.Present input) {
        var desk = scene.desks.get(input.agent());
        if (desk == null) {
            scene.refuse("agent.unknown", "nobody is known as " + input.agent());
        } else if (desk.presence != input.presence()) {
            desk.missed = 0;
            placing.idle(desk);
            change(desk, input.presence(), input.reason());
            placing.offerToDesk(desk);
        }
    }

    private void change(Desk desk, Presence presence, String reason) {
        scene.matching.unlist(desk);
        desk.presence = presence;
        desk.presenceTurn++;
        scene.tell(new FloorEvent.PresenceChanged(scene.now, desk.agent.id(), presence, reason));
        var offered = desk.offered;
        if (presence != Presence.AVAILABLE && offered != null) {
            placing.lift(offered, "the agent is " + presence.name().toLowerCase(Locale.ROOT));
            placing.place(offered);
        }
        if (presence == Presence.OFFLINE) {
            for (var waiting : List.copyOf(desk.mine)) {
                placing.lift(waiting, "the agent is offline");
                placing.place(waiting);
            }
            var lost = scene.now.plus(scene.rules.lostAfter());
            scene.alarms.set(lost, Alarms.Kind.AGENT_LOST, desk.agent.id(), desk.presenceTurn);
        }
    }

    void accept(FloorInput.Accept input) {
        var waiting = scene.heldBy(input.agent(), input.item(), Stand.OFFERED);
        if (waiting == null) {
            return;
        }
        var desk = waiting.desk();
        desk.offered = null;
        desk.missed = 0;
        desk.begin(waiting);
        waiting.turn++;
        waiting.stand = Stand.AT_WORK;
        waiting.until = null;
        scene.tell(new FloorEvent.Accepted(scene.now, input.item(), input.agent()));
        placing.offerToDesk(desk);
    }

    void reject(FloorInput.Reject input) {
        var waiting = scene.heldBy(input.agent(), input.item(), Stand.OFFERED);
        if (waiting != null) {
            scene.tell(new FloorEvent.Rejected(scene.now, input.item(), input.agent(), input.reason()));
            notTaken(waiting, "rejected");
        }
    }

    void missed(Waiting waiting) {
        scene.tell(new FloorEvent.TimedOut(
                scene.now, waiting.item.id(), waiting.desk().agent.id()));
        notTaken(waiting, "missed");
    }

    /// An offer that came to nothing: the item goes on, and so does the agent, unless it was once too often.
    private void notTaken(Waiting waiting, String word) {
        var desk = waiting.desk();
        desk.offered = null;
        placing.decline(waiting, desk.agent.id());
        desk.missed++;
        if (desk.missed >= scene.rules.awayAfter()) {
            var reason = desk.missed + " offers in a row not taken, the last one " + word;
            desk.missed = 0;
            change(desk, Presence.AWAY, reason);
        }
        placing.place(waiting);
        placing.offerToDesk(desk);
    }

    void complete(FloorInput.Complete input) {
        var waiting = scene.heldBy(input.agent(), input.item(), Stand.AT_WORK);
        if (waiting == null) {
            return;
        }
        var desk = waiting.desk();
        scene.items.remove(input.item());
        scene.tell(new FloorEvent.Completed(scene.now, input.item(), input.agent()));
        var wrapUp = scene.queue(waiting).queue.wrapUp();
        placing.lift(waiting, "completed");
        wrapUp(desk, waiting, wrapUp);
        placing.offerToDesk(desk);
    }

    void transfer(FloorInput.Transfer input) {
        var waiting = scene.heldBy(input.agent(), input.item(), Stand.AT_WORK);
        if (waiting == null || !scene.knowsQueue(input.queue())) {
            return;
        }
        var desk = waiting.desk();
        var wrapUp = scene.queue(waiting).queue.wrapUp();
        scene.tell(new FloorEvent.Moved(scene.now, input.item(), waiting.item.queue(), input.queue(), input.reason()));
        placing.lift(waiting, input.reason());
        placing.decline(waiting, input.agent());
        waiting.item = waiting.item.inQueue(input.queue());
        if (input.person() != null) {
            var until = scene.now.plus(scene.queue(waiting).queue.offerFor().multipliedBy(2));
            waiting.item = waiting.item.withPreferred(new WorkItem.Preferred(input.person(), until));
        }
        waiting.inQueueSince = scene.now;
        placing.place(waiting);
        wrapUp(desk, waiting, wrapUp);
        placing.offerToDesk(desk);
    }

    void callBack(FloorInput.CallBack input) {
        var waiting = scene.findItem(input.item());
        if (waiting == null) {
            return;
        }
        if (!input.at().isAfter(scene.now)) {
            scene.refuse("call-back.past", input.at() + " is over; name a later time");
            return;
        }
        var desk = waiting.desk;
        boolean wasAtWork = waiting.stand == Stand.AT_WORK;
        placing.lift(waiting, "is called back later");
        waiting.stand = Stand.CALL_BACK;
        waiting.until = input.at();
        var person = input.person();
        waiting.item = waiting.item.withPreferred(
                person == null
                        ? null
                        : new WorkItem.Preferred(person, input.at().plus(scene.rules.declineFor())));
        scene.alarms.set(input.at(), Alarms.Kind.CALL_BACK, input.item(), waiting.turn);
        scene.tell(new FloorEvent.Held(scene.now, input.item(), input.at(), "call-back"));
        if (desk != null) {
            if (wasAtWork) {
                wrapUp(desk, waiting, scene.queue(waiting).queue.wrapUp());
            }
            placing.offerToDesk(desk);
        }
    }

    private void wrapUp(Desk desk, Waiting waiting, WrapUp wrapUp) {
        if (wrapUp.mode() == WrapUp.Mode.NONE) {
            return;
        }
        scene.matching.unlist(desk);
        desk.isWrappingUp = true;
        desk.mayEndWrapUp = wrapUp.mode() == WrapUp.Mode.UP_TO;
        desk.wrapUpTurn++;
        var end = wrapUp.atMost() == null ? null : scene.now.plus(wrapUp.atMost());
        if (end != null) {
            scene.alarms.set(end, Alarms.Kind.WRAP_UP_ENDS, desk.agent.id(), desk.wrapUpTurn);
        }
        scene.tell(new FloorEvent.WrapUpBegan(scene.now, desk.agent.id(), waiting.item.id(), end));
    }

    void wrappedUp(String agent) {
        var desk = scene.desks.get(agent);
        if (desk == null || !desk.isWrappingUp) {
            scene.refuse("wrap-up.none", agent + " has nothing to wrap up");
        } else if (!desk.mayEndWrapUp) {
            scene.refuse("wrap-up.fixed", "the time after this contact is fixed");
        } else {
            endWrapUp(desk);
        }
    }

    private void endWrapUp(Desk desk) {
        desk.isWrappingUp = false;
        desk.wrapUpTurn++;
        scene.tell(new FloorEvent.WrapUpEnded(scene.now, desk.agent.id()));
        placing.idle(desk);
        placing.offerToDesk(desk);
    }

    void ring(Alarms.Alarm alarm) {
        var desk = scene.desks.get(alarm.subject());
        if (desk == null) {
            return;
        }
        if (alarm.kind() == Alarms.Kind.WRAP_UP_ENDS && desk.wrapUpTurn == alarm.turn()) {
            endWrapUp(desk);
        } else if (alarm.kind() == Alarms.Kind.AGENT_LOST && desk.presenceTurn == alarm.turn()) {
            List.copyOf(desk.atWork.values()).forEach(waiting -> giveBack(waiting, "the agent is gone"));
        }
    }
}
