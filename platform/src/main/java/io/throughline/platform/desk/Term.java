package io.throughline.platform.desk;

import io.throughline.platform.staff.Colleague;
import io.throughline.platform.staff.Colleagues;
import io.throughline.routing.Agent;
import io.throughline.routing.Explanation;
import io.throughline.routing.Floor;
import io.throughline.routing.FloorEvent;
import io.throughline.routing.FloorInput;
import io.throughline.routing.FloorRules;
import io.throughline.routing.Kept;
import io.throughline.routing.Presence;
import io.throughline.routing.Queue;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The floor while this node decides: rebuilt from what is kept, and written down with every decision. Used by one
/// thread, inside the transaction that holds the lease. When that fails, this is thrown away.
final class Term {
    static final FloorRules RULES = FloorRules.USUAL;

    /// Where everything is kept.
    record Stores(
            ItemStore items,
            FloorStore floor,
            EventStore events,
            PresenceStore presence,
            ProfileStore profiles,
            Colleagues colleagues,
            JsonMapper json) {}

    final Queues queues;
    private final Stores stores;
    private final Floor floor;
    private final Map<String, Agent> agents = new HashMap<>();
    private final Map<String, Queue.WrapUp.Mode> wrapUps;
    private final Map<String, String> holders = new HashMap<>();
    private Map<String, Colleague> people = Map.of();
    private Instant now;
    private long number;
    private @Nullable String lastOffer;

    private Term(Stores stores, Queues queues, Instant now) {
        this.stores = stores;
        this.queues = queues;
        this.now = now;
        var forFloor = queues.forFloor();
        this.floor = new Floor(RULES, forFloor);
        this.wrapUps = forFloor.stream()
                .collect(Collectors.toMap(Queue::name, queue -> queue.wrapUp().mode()));
        this.number = stores.events().last();
    }

    /// Rebuilds the floor.
    static Term begin(Stores stores, Queues described, Instant now) {
        var items = stores.items().live();
        var queues = described.with(items.stream().map(Item::queue).toList());
        var term = new Term(stores, queues, now);
        term.people = byId(stores.colleagues().colleagues());
        var profiles = stores.profiles().all();
        var there = stores.presence().all().stream().collect(Collectors.toMap(PresenceStore.There::agent, one -> one));
        var people = term.people.values().stream()
                .map(who -> kept(term.agent(who, profiles.get(who.id())), there.get(who.id()), now))
                .toList();
        var declined = stores.floor().declinedSince(now.minus(RULES.declineFor()));
        items.forEach(item -> {
            if (item.agent() != null) {
                term.holders.put(item.id(), item.agent());
            }
        });
        var kept = new Kept(
                people, items.stream().map(item -> kept(item, declined)).toList());
        term.write(term.floor.goOn(kept, now));
        return term;
    }

    private static Map<String, Colleague> byId(List<Colleague> people) {
        return people.stream()
                .collect(Collectors.toMap(Colleague::id, who -> who, (one, _) -> one, LinkedHashMap::new));
    }

    private Agent agent(Colleague who, @Nullable Profile profile) {
        var agent = (profile == null ? Profile.usual(who) : profile).agent(who, queues);
        agents.put(who.id(), agent);
        return agent;
    }

    private static Kept.Person kept(Agent agent, PresenceStore.@Nullable There there, Instant now) {
        if (there == null) {
            return new Kept.Person(agent, Presence.OFFLINE, now, null);
        }
        var after = there.after();
        return new Kept.Person(
                agent,
                there.presence(),
                there.idleSince(),
                after == null ? null : new Kept.WrapUp(after.until(), after.mayEnd()));
    }

    private static Kept.Item kept(Item item, Map<String, Map<String, Instant>> declined) {
        var until = new HashMap<String, Instant>();
        declined.getOrDefault(item.id(), Map.of())
                .forEach((agent, at) -> until.put(agent, at.plus(RULES.declineFor())));
        return new Kept.Item(
                item.work(),
                item.queuedAt(),
                switch (item.state()) {
                    case OFFERED -> Kept.Stand.OFFERED;
                    case AT_WORK -> Kept.Stand.AT_WORK;
                    case CALL_BACK -> Kept.Stand.CALL_BACK;
                    case WAITING, DONE, WITHDRAWN -> Kept.Stand.IN_LINE;
                },
                item.agent(),
                item.until(),
                item.why(),
                until);
    }

    Stores stores() {
        return stores;
    }

    Instant now() {
        return now;
    }

    Map<String, Colleague> people() {
        return people;
    }

    /// Business time may be turned back by an operator; the floor's does not.
    void advance(Instant to) {
        if (to.isAfter(now)) {
            now = to;
        }
    }

    /// Lets something happen, and writes down what came of it.
    ///
    /// @return why it was refused; empty: it was not
    Optional<FloorEvent.Refused> take(FloorInput input) {
        var events = floor.take(input, now);
        write(events);
        return events.stream()
                .filter(FloorEvent.Refused.class::isInstance)
                .map(FloorEvent.Refused.class::cast)
                .findFirst();
    }

    Optional<Instant> next() {
        return floor.next();
    }

    Optional<Explanation> explain(String item) {
        return floor.explain(item);
    }

    boolean knowsQueue(String name) {
        return queues.find(name) != null;
    }

    /// The offer that was made last.
    Optional<String> lastOffer() {
        return Optional.ofNullable(lastOffer);
    }

    /// Looks up who is who, and tells the floor what has changed.
    void meetPeople() {
        var before = people;
        people = byId(stores.colleagues().colleagues());
        var profiles = stores.profiles().all();
        boolean changed = false;
        for (var who : people.values()) {
            var known = agents.get(who.id());
            var agent = agent(who, profiles.get(who.id()));
            if (!agent.equals(known)) {
                take(new FloorInput.Know(agent));
                changed = true;
                tell(new Told("people-changed", null, who.id(), Map.of()));
            }
        }
        for (var gone : before.keySet()) {
            if (!people.containsKey(gone)) {
                agents.remove(gone);
                take(new FloorInput.Know(Profile.nobody(gone)));
                take(new FloorInput.Present(gone, Presence.OFFLINE, "no longer of the house"));
                tell(new Told("people-changed", null, gone, Map.of()));
                changed = true;
            }
        }
        if (changed || !before.equals(people)) {
            stores.items().approvals().forEach(this::excludeAnew);
        }
    }

    /// Who may not decide an approval may have changed with their rights.
    private void excludeAnew(Item item) {
        var right = item.asks().right();
        if (right == null || item.caseId() == null || item.asks().equals(asksNow(item))) {
            return;
        }
        take(new FloorInput.Withdraw(item.id(), "rights have changed"));
        stores.items().asks(item.id(), asksNow(item));
        stores.items().find(item.id()).ifPresent(again -> take(new FloorInput.Arrive(again.work())));
    }

    private Item.Asks asksNow(Item item) {
        return currentAsks == null
                ? item.asks()
                : currentAsks.of(item, people.values()).orElse(item.asks());
    }

    /// What an approval asks of people, worked out anew.
    interface CurrentAsks {
        Optional<Item.Asks> of(Item item, java.util.Collection<Colleague> people);
    }

    private @Nullable CurrentAsks currentAsks;

    void asksBy(CurrentAsks asks) {
        currentAsks = asks;
    }

    private void write(List<FloorEvent> events) {
        for (var event : events) {
            var offer = "O-" + (number + 1);
            stores.floor().write(event, offer);
            if (event instanceof FloorEvent.Offered) {
                lastOffer = offer;
            }
            var told = Told.of(event, offer);
            if (event instanceof FloorEvent.Refused) {
                continue;
            }
            tell(told.concerning(told.item() == null ? null : holders.get(told.item())));
            hold(event);
        }
    }

    private void hold(FloorEvent event) {
        switch (event) {
            case FloorEvent.Offered offered -> holders.put(offered.item(), offered.agent());
            case FloorEvent.Accepted accepted -> holders.put(accepted.item(), accepted.agent());
            case FloorEvent.Rejected rejected -> holders.remove(rejected.item());
            case FloorEvent.TimedOut missed -> holders.remove(missed.item());
            case FloorEvent.Rescinded rescinded -> holders.remove(rescinded.item());
            case FloorEvent.Returned returned -> holders.remove(returned.item());
            case FloorEvent.Completed completed -> holders.remove(completed.item());
            case FloorEvent.Held held -> holders.remove(held.item());
            case FloorEvent.TakenOver taken -> holders.put(taken.item(), taken.agent());
            case FloorEvent.WrapUpBegan began -> wrapUpMode(began);
            case FloorEvent.Arrived _,
                    FloorEvent.Relaxed _,
                    FloorEvent.Moved _,
                    FloorEvent.Prioritised _,
                    FloorEvent.Withdrawn _,
                    FloorEvent.PresenceChanged _,
                    FloorEvent.WrapUpEnded _,
                    FloorEvent.Refused _ -> {}
        }
    }

    private void wrapUpMode(FloorEvent.WrapUpBegan began) {
        stores.items()
                .find(began.item())
                .filter(item -> wrapUps.get(item.queue()) == Queue.WrapUp.Mode.FIXED)
                .ifPresent(_ -> stores.floor().wrapUpIsFixed(began.agent()));
    }

    /// Adds to the log what is no decision of the floor.
    void tell(Told told) {
        number++;
        stores.events()
                .add(new EventStore.Told(
                        number,
                        now,
                        told.type(),
                        told.item(),
                        told.agent(),
                        stores.json().writeValueAsString(told.whole(number, now))));
    }
}
