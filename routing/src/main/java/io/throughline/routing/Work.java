package io.throughline.routing;

import io.throughline.routing.Waiting.Stand;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What happens to items.
final class Work {
    private final Scene scene;
    private final Placing placing;

    Work(Scene scene, Placing placing) {
        this.scene = scene;
        this.placing = placing;
    }

    void arrive(WorkItem item) {
        if (scene.items.containsKey(item.id()) || !scene.knowsQueue(item.queue())) {
            return;
        }
        var waiting = new Waiting(scene.number(), item, scene.now);
        scene.items.put(item.id(), waiting);
        scene.tell(new FloorEvent.Arrived(scene.now, item));
        placing.place(waiting);
    }

    void withdraw(FloorInput.Withdraw input) {
        var waiting = scene.findItem(input.item());
        if (waiting == null) {
            return;
        }
        var desk = waiting.desk;
        scene.items.remove(input.item());
        scene.tell(new FloorEvent.Withdrawn(scene.now, input.item(), input.reason()));
        placing.lift(waiting, input.reason());
        goOn(desk);
    }

    void prioritise(FloorInput.Prioritise input) {
        var waiting = scene.findItem(input.item());
        if (waiting == null) {
            return;
        }
        scene.tell(new FloorEvent.Prioritised(
                scene.now, input.item(), waiting.item.priority(), input.priority(), input.by(), input.reason()));
        // whatever is ordered by priority lets go of it before that changes
        switch (waiting.stand) {
            case IN_LINE -> {
                scene.matching.unline(waiting);
                waiting.item = waiting.item.withPriority(input.priority());
                waiting.turn++;
                placing.enter(waiting);
            }
            case PREFERRED -> {
                waiting.desk().mine.remove(waiting);
                waiting.item = waiting.item.withPriority(input.priority());
                waiting.desk().mine.add(waiting);
            }
            case CALL_BACK, OFFERED, AT_WORK -> waiting.item = waiting.item.withPriority(input.priority());
        }
    }

    void move(FloorInput.Move input) {
        var waiting = scene.findItem(input.item());
        if (waiting != null && scene.knowsQueue(input.queue())) {
            moveTo(waiting, input.queue(), input.reason());
        }
    }

    private void moveTo(Waiting waiting, String queue, String reason) {
        var desk = waiting.desk;
        scene.tell(new FloorEvent.Moved(scene.now, waiting.item.id(), waiting.item.queue(), queue, reason));
        placing.lift(waiting, reason);
        waiting.item = waiting.item.inQueue(queue);
        waiting.inQueueSince = scene.now;
        placing.place(waiting);
        goOn(desk);
    }

    void assign(FloorInput.Assign input) {
        var waiting = scene.findItem(input.item());
        var desk = scene.desks.get(input.agent());
        if (waiting == null) {
            return;
        }
        var hindrance = desk == null ? Hindrance.OFFLINE : hindrance(waiting, desk);
        if (desk == null || hindrance != null) {
            var no = Objects.requireNonNull(hindrance);
            scene.refuse(
                    "assign." + no.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    "this cannot go to " + input.agent() + ": of those asked, 1 " + no.words());
            return;
        }
        var before = waiting.desk;
        placing.lift(waiting, "given to " + input.agent() + " by " + input.by());
        placing.offer(waiting, desk, "given it by " + input.by() + ": " + input.reason());
        goOn(before);
    }

    void takeOver(FloorInput.TakeOver input) {
        var waiting = scene.findItem(input.item());
        var desk = scene.desks.get(input.agent());
        if (waiting == null) {
            return;
        }
        if (waiting.stand != Stand.AT_WORK || waiting.desk() == desk) {
            scene.refuse("take-over.not-at-work", input.item() + " is not at work with somebody else");
            return;
        }
        var no = desk == null || desk.presence == Presence.OFFLINE
                ? Hindrance.OFFLINE
                : waiting.item.need().hindrance(desk.agent);
        if (desk == null || no != null) {
            var why = Objects.requireNonNull(no);
            scene.refuse(
                    "take-over." + why.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    input.agent() + " cannot take this over: of those asked, 1 " + why.words());
            return;
        }
        var before = waiting.desk();
        placing.lift(waiting, input.reason());
        scene.matching.unlist(desk);
        desk.begin(waiting);
        waiting.desk = desk;
        waiting.stand = Stand.AT_WORK;
        scene.tell(new FloorEvent.TakenOver(scene.now, input.item(), before.agent.id(), input.agent(), input.reason()));
        goOn(before);
        goOn(desk);
    }

    private static @Nullable Hindrance hindrance(Waiting waiting, Desk desk) {
        var hard = waiting.item.need().hindrance(desk.agent);
        return hard != null ? hard : desk.occupied(waiting.item.need().kind());
    }

    private void goOn(@Nullable Desk desk) {
        if (desk != null) {
            placing.offerToDesk(desk);
        }
    }

    void ring(Alarms.Kind kind, Waiting waiting) {
        switch (kind) {
            case RING -> relax(waiting);
            case OVERFLOW -> {
                var overflow = Objects.requireNonNull(scene.queue(waiting).queue.overflow());
                moveTo(waiting, overflow.queue(), "overflow");
            }
            case PREFERENCE_ENDS -> {
                placing.lift(waiting, "");
                waiting.item = waiting.item.withPreferred(null);
                placing.place(waiting);
            }
            case CALL_BACK -> placing.place(waiting);
            default -> throw new IllegalStateException("no item waits for " + kind);
        }
    }

    private void relax(Waiting waiting) {
        scene.matching.unline(waiting);
        waiting.turn++;
        waiting.ring = placing.ringAt(waiting);
        scene.tell(new FloorEvent.Relaxed(scene.now, waiting.item.id(), waiting.ring));
        placing.enter(waiting);
        placing.offerToSomebody(waiting);
    }

    /// Somebody may be offered again what they declined.
    void declineEnded(String item) {
        var waiting = scene.items.get(item);
        if (waiting != null) {
            waiting.declined.values().removeIf(end -> !scene.now.isBefore(end));
            if (waiting.stand == Stand.IN_LINE) {
                placing.offerToSomebody(waiting);
            }
        }
    }

    void hoursChanged(String queue) {
        var hours = Objects.requireNonNull(scene.queues.get(queue));
        if (hours.isOpen(scene.now)) {
            for (var line : List.copyOf(scene.matching.lines())) {
                if (line.hours == hours) {
                    List.copyOf(line.items).forEach(placing::offerToSomebody);
                }
            }
        }
        scene.alarms.set(hours.nextChange(scene.now), Alarms.Kind.QUEUE_HOURS, queue, 0);
    }
}
