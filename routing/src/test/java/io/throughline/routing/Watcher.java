package io.throughline.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Follows a floor by its events alone and keeps its own, slow books: whoever is free is compared with whatever waits,
/// one by one. Shares nothing with the floor but the records that go in and out.
final class Watcher {
    private static final class Item {
        WorkItem item;
        String stand = "line";
        String agent = "";
        Instant inQueue = Instant.MIN;
        long number;
        final Map<String, Instant> declined = new HashMap<>();
    }

    private static final class Person {
        Agent agent;
        Presence presence = Presence.OFFLINE;
        boolean wrapsUp;
        String offered = "";
        final List<String> work = new ArrayList<>();
    }

    private final FloorRules rules;
    private final Map<String, Queue> queues = new HashMap<>();
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, Person> people = new LinkedHashMap<>();
    private long arrivals;
    long offers;

    Watcher(FloorRules rules, List<Queue> queues) {
        this.rules = rules;
        queues.forEach(queue -> this.queues.put(queue.name(), queue));
    }

    void knows(Agent agent) {
        people.computeIfAbsent(agent.id(), id -> new Person()).agent = agent;
    }

    void follow(FloorInput input, List<FloorEvent> events) {
        for (var event : events) {
            follow(event, input);
        }
    }

    private void follow(FloorEvent event, FloorInput input) {
        switch (event) {
            case FloorEvent.Arrived arrived -> {
                var item = new Item();
                item.item = arrived.item();
                item.inQueue = arrived.at();
                item.number = arrivals++;
                items.put(arrived.item().id(), item);
            }
            case FloorEvent.Offered offered -> offered(offered, input);
            case FloorEvent.Accepted accepted -> {
                var item = at(accepted.item(), "offered", accepted.agent());
                item.stand = "work";
                person(accepted.agent()).offered = "";
                person(accepted.agent()).work.add(accepted.item());
            }
            case FloorEvent.Rejected rejected -> notTaken(rejected.item(), rejected.agent(), rejected.at());
            case FloorEvent.TimedOut missed -> notTaken(missed.item(), missed.agent(), missed.at());
            case FloorEvent.Rescinded rescinded -> {
                if (items.containsKey(rescinded.item())) {
                    toLine(at(rescinded.item(), "offered", rescinded.agent()));
                }
                person(rescinded.agent()).offered = "";
            }
            case FloorEvent.Returned returned -> {
                toLine(at(returned.item(), "work", returned.agent()));
                person(returned.agent()).work.remove(returned.item());
            }
            case FloorEvent.TakenOver taken -> {
                at(taken.item(), "work", taken.from()).agent = taken.agent();
                check(
                        hard(items.get(taken.item()).item.need(), person(taken.agent()).agent),
                        taken + " by somebody who may not have it");
                check(person(taken.agent()).presence != Presence.OFFLINE, taken + " by somebody who is not there");
                person(taken.from()).work.remove(taken.item());
                person(taken.agent()).work.add(taken.item());
            }
            case FloorEvent.Moved moved -> {
                var item = items.get(moved.item());
                if (item.stand.equals("work")) {
                    person(item.agent).work.remove(moved.item());
                    if (input instanceof FloorInput.Transfer) {
                        item.declined.put(item.agent, moved.at().plus(rules.declineFor()));
                    }
                }
                if (!item.stand.equals("offered")) {
                    toLine(item);
                }
                item.item = item.item.inQueue(moved.to());
                item.inQueue = moved.at();
            }
            case FloorEvent.Held held -> {
                var item = items.get(held.item());
                if (item.stand.equals("work")) {
                    person(item.agent).work.remove(held.item());
                }
                item.stand = "held";
            }
            case FloorEvent.Completed completed -> {
                at(completed.item(), "work", completed.agent());
                person(completed.agent()).work.remove(completed.item());
                items.remove(completed.item());
            }
            case FloorEvent.Withdrawn withdrawn -> {
                var item = items.remove(withdrawn.item());
                if (item.stand.equals("work")) {
                    person(item.agent).work.remove(withdrawn.item());
                }
            }
            case FloorEvent.PresenceChanged changed -> person(changed.agent()).presence = changed.presence();
            case FloorEvent.WrapUpBegan began -> person(began.agent()).wrapsUp = true;
            case FloorEvent.WrapUpEnded ended -> person(ended.agent()).wrapsUp = false;
            case FloorEvent.Prioritised changed -> {
                var item = items.get(changed.item());
                item.item = item.item.withPriority(changed.to());
            }
            case FloorEvent.Relaxed ignored -> {}
            case FloorEvent.Refused ignored -> {}
        }
    }

    private void offered(FloorEvent.Offered offered, FloorInput input) {
        offers++;
        var item = items.get(offered.item());
        var person = person(offered.agent());
        check(item.stand.equals("line") || item.stand.equals("held"), offered + " although it is " + item.stand);
        check(person.offered.isEmpty(), offered + " beside " + person.offered);
        check(hard(item.item.need(), person.agent), offered + " to somebody who may not have it");
        check(person.presence == Presence.AVAILABLE && !person.wrapsUp, offered + " to somebody who is not there");
        check(room(person, item.item.need().kind()), offered + " beside " + person.work);
        boolean byHand =
                input instanceof FloorInput.Assign assign && assign.item().equals(offered.item());
        if (!byHand) {
            check(!isDeclined(item, offered.agent(), offered.at()), offered + " declined a moment ago");
        }
        if (item.stand.equals("line") && !byHand) {
            check(fits(item, person, offered.at()), offered + " beyond their skills, or while closed");
            for (var other : items.values()) {
                check(
                        !other.stand.equals("line")
                                || other == item
                                || !isBefore(other, item)
                                || !fits(other, person, offered.at())
                                || !room(person, other.item.need().kind())
                                || isDeclined(other, offered.agent(), offered.at()),
                        offered + " before " + other.item);
            }
        }
        item.stand = "offered";
        item.agent = offered.agent();
        person.offered = offered.item();
    }

    /// Nothing that is in line may find somebody free for it.
    void nothingWaitsInVain(Instant now) {
        for (var item : items.values()) {
            if (item.stand.equals("line")) {
                for (var person : people.values()) {
                    boolean isFree = person.presence == Presence.AVAILABLE
                            && !person.wrapsUp
                            && person.offered.isEmpty()
                            && room(person, item.item.need().kind());
                    check(
                            !isFree || !fits(item, person, now) || isDeclined(item, person.agent.id(), now),
                            item.item + " waits although " + person.agent.id() + " is free at " + now);
                }
            }
        }
    }

    int count() {
        return items.size();
    }

    String offeredTo(String agent) {
        return person(agent).offered;
    }

    List<String> workOf(String agent) {
        return List.copyOf(person(agent).work);
    }

    List<String> itemIds() {
        return List.copyOf(items.keySet());
    }

    boolean isWrappingUp(String agent) {
        return person(agent).wrapsUp;
    }

    private boolean fits(Item item, Person person, Instant at) {
        var queue = queues.get(item.item.queue());
        var skills = queue.rings().getFirst().skills();
        for (var ring : queue.rings()) {
            if (!at.isBefore(item.inQueue.plus(ring.after()))) {
                skills = ring.skills();
            }
        }
        for (var wanted : skills.entrySet()) {
            if (person.agent.skills().getOrDefault(wanted.getKey(), 0) < wanted.getValue()) {
                return false;
            }
        }
        return queue.hours().isOpen(at)
                && person.agent.queues().contains(item.item.queue())
                && person.agent.capacity().containsKey(item.item.need().kind())
                && hard(item.item.need(), person.agent);
    }

    private static boolean hard(Need need, Agent agent) {
        return (need.right() == null
                        || agent.rights().containsKey(need.right())
                                && agent.rights().get(need.right()) >= need.amount())
                && (need.language() == null || agent.languages().contains(need.language()))
                && agent.clearances().containsAll(need.clearances())
                && !need.never().contains(agent.id());
    }

    private boolean room(Person person, String kind) {
        var capacity = person.agent.capacity().get(kind);
        if (capacity == null) {
            return false;
        }
        int same = 0;
        for (var id : person.work) {
            var other = items.get(id).item.need().kind();
            if (other.equals(kind)) {
                same++;
            } else if (!capacity.besides().contains(other)) {
                return false;
            }
        }
        return same < capacity.atOnce();
    }

    private static boolean isBefore(Item one, Item other) {
        int byPriority = Integer.compare(other.item.priority(), one.item.priority());
        int bySince = one.item.since().compareTo(other.item.since());
        return byPriority != 0 ? byPriority < 0 : bySince != 0 ? bySince < 0 : one.number < other.number;
    }

    private static boolean isDeclined(Item item, String agent, Instant at) {
        var end = item.declined.get(agent);
        return end != null && at.isBefore(end);
    }

    private void notTaken(String id, String agent, Instant at) {
        var item = at(id, "offered", agent);
        item.declined.put(agent, at.plus(rules.declineFor()));
        toLine(item);
        person(agent).offered = "";
    }

    private static void toLine(Item item) {
        item.stand = "line";
        item.agent = "";
    }

    private Item at(String id, String stand, String agent) {
        var item = items.get(id);
        check(
                item != null && item.stand.equals(stand) && item.agent.equals(agent),
                id + " is not " + stand + " with " + agent);
        return item;
    }

    private Person person(String id) {
        return people.get(id);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
