package io.throughline.routing;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// People, and the work that waits for them.
///
/// Work is offered the moment somebody becomes free: of what they may be given, the highest priority, and of that the
/// longest wait. An offer is a reservation: nobody else is offered the same until it is accepted, rejected, missed or
/// rescinded. Not safe for use by several threads; instants must not go back.
public final class Floor {
    private final Scene scene;
    private final Work work;
    private final Staff staff;
    private final Restoring restoring;

    /// @throws IllegalArgumentException if a queue overflows into one that is not there
    public Floor(FloorRules rules, Collection<Queue> queues) {
        scene = new Scene(rules, queues);
        var placing = new Placing(scene);
        work = new Work(scene, placing);
        staff = new Staff(scene, placing);
        restoring = new Restoring(scene, placing);
    }

    /// Goes on from where another floor was kept, before anything else happens on this one. Offers stand as they stood;
    /// whoever is free is offered what waits.
    ///
    /// @throws IllegalStateException if something has happened here already
    /// @throws IllegalArgumentException if an item is in a queue that is not there
    public List<FloorEvent> goOn(Kept kept, Instant at) {
        if (!scene.now.equals(Instant.MIN)) {
            throw new IllegalStateException("this floor is in use");
        }
        for (var item : kept.items()) {
            if (!scene.queues.containsKey(item.item().queue())) {
                throw new IllegalArgumentException(
                        "there is no queue \"" + item.item().queue() + "\"");
            }
        }
        scene.now = at;
        restoring.restore(kept);
        scene.queues.keySet().forEach(work::hoursChanged);
        return scene.told();
    }

    /// Lets the times up to `at` come due, then lets `input` happen.
    ///
    /// @return what came of it, oldest first
    /// @throws IllegalArgumentException if `at` is before the instant of the last input
    public List<FloorEvent> take(FloorInput input, Instant at) {
        if (at.isBefore(scene.now)) {
            throw new IllegalArgumentException("time went back from " + scene.now + " to " + at);
        }
        if (scene.now.equals(Instant.MIN)) {
            scene.now = at;
            scene.queues.keySet().forEach(work::hoursChanged);
        }
        for (var alarm = scene.alarms.due(at); alarm != null; alarm = scene.alarms.due(at)) {
            // one that was set for a time already over happens now
            scene.now = alarm.at().isAfter(scene.now) ? alarm.at() : scene.now;
            ring(alarm);
        }
        scene.now = at;
        happen(input);
        return scene.told();
    }

    /// When something comes due by itself next.
    public Optional<Instant> next() {
        return Optional.ofNullable(scene.alarms.next());
    }

    /// Why an item is where it is, and why it still waits; empty when there is no such work.
    public Optional<Explanation> explain(String item) {
        return Optional.ofNullable(scene.items.get(item))
                .map(waiting -> Explanation.of(waiting, scene.desks.values(), scene.queue(waiting), scene.now));
    }

    private void happen(FloorInput input) {
        switch (input) {
            case FloorInput.Arrive arrive -> work.arrive(arrive.item());
            case FloorInput.Withdraw withdraw -> work.withdraw(withdraw);
            case FloorInput.Prioritise prioritise -> work.prioritise(prioritise);
            case FloorInput.Move move -> work.move(move);
            case FloorInput.Assign assign -> work.assign(assign);
            case FloorInput.TakeOver takeOver -> work.takeOver(takeOver);
            case FloorInput.Know know -> staff.know(know.agent());
            case FloorInput.Present present -> staff.present(present);
            case FloorInput.Accept accept -> staff.accept(accept);
            case FloorInput.Reject reject -> staff.reject(reject);
            case FloorInput.Complete complete -> staff.complete(complete);
            case FloorInput.WrappedUp wrapped -> staff.wrappedUp(wrapped.agent());
            case FloorInput.Transfer transfer -> staff.transfer(transfer);
            case FloorInput.CallBack callBack -> staff.callBack(callBack);
            case FloorInput.Wait ignored -> {}
        }
    }

    private void ring(Alarms.Alarm alarm) {
        switch (alarm.kind()) {
            case QUEUE_HOURS -> work.hoursChanged(alarm.subject());
            case DECLINE_ENDS -> work.declineEnded(alarm.subject());
            case WRAP_UP_ENDS, AGENT_LOST -> staff.ring(alarm);
            case RING, OVERFLOW, PREFERENCE_ENDS, CALL_BACK, OFFER_ENDS -> {
                var waiting = scene.items.get(alarm.subject());
                if (waiting == null || waiting.turn != alarm.turn()) {
                    return;
                }
                if (alarm.kind() == Alarms.Kind.OFFER_ENDS) {
                    staff.missed(waiting);
                } else {
                    work.ring(alarm.kind(), waiting);
                }
            }
        }
    }
}
