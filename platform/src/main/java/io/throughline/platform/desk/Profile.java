package io.throughline.platform.desk;

import io.throughline.engine.Rights;
import io.throughline.platform.staff.Colleague;
import io.throughline.routing.Agent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a person can, beside what they may.
///
/// @param teams that serve queues, as `queues.yaml` has them; none: every queue of the house
/// @param skills proficiency by skill, 1 to 10
/// @param capacity by kind of work; a kind not named is not given to them
record Profile(
        Set<String> teams,
        Map<String, Integer> skills,
        Set<String> languages,
        Set<String> clearances,
        Map<String, Capacity> capacity) {
    private static final int USUAL_SKILL = 5;
    private static final Capacity APPROVALS = new Capacity(3, Set.of(Item.CASE, Item.MESSAGE, Item.CONSULT));

    /// @param atOnce how many of this kind
    /// @param besides kinds that may be at work already
    record Capacity(int atOnce, Set<String> besides) {
        Capacity {
            besides = Set.copyOf(besides);
        }
    }

    /// Of somebody of whom only the role and the skills of the list of people are known.
    static Profile usual(Colleague who) {
        var skills = new TreeMap<String, Integer>();
        who.rights().skills().forEach(skill -> skills.put(skill, USUAL_SKILL));
        return new Profile(Set.of(), skills, Set.of("en"), Set.of(), capacity(who.role()));
    }

    private static Map<String, Capacity> capacity(String role) {
        return switch (role) {
            case "agent", "senior-agent", "supervisor" ->
                Map.of(
                        Item.CASE, new Capacity(1, Set.of(Item.MESSAGE, Item.APPROVAL)),
                        Item.MESSAGE, new Capacity(3, Set.of(Item.APPROVAL)),
                        Item.CONSULT, new Capacity(1, Set.of(Item.CASE, Item.MESSAGE, Item.APPROVAL)),
                        Item.APPROVAL, APPROVALS);
            case "approver" -> Map.of(Item.APPROVAL, APPROVALS);
            default -> Map.of();
        };
    }

    /// As the floor knows them.
    Agent agent(Colleague who, Queues queues) {
        var cleared = new HashSet<>(clearances);
        cleared.addAll(who.rights().skills());
        cleared.add(CaseWork.person(who.id()));
        var rights = new TreeMap<String, Long>();
        who.rights().held().forEach((right, limit) -> rights.put(right, limit(limit)));
        var room = new HashMap<String, Agent.Capacity>();
        capacity.forEach((kind, one) -> room.put(kind, new Agent.Capacity(one.atOnce(), one.besides())));
        return new Agent(who.id(), queues.servedBy(teams), skills, languages, cleared, rights, room);
    }

    private static long limit(Rights.Limit limit) {
        return limit.upTo() == null ? Agent.ANY_AMOUNT : limit.upTo().minor();
    }

    /// Somebody who is not of the house any more.
    static Agent nobody(String id) {
        return new Agent(id, Set.of(), Map.of(), Set.of(), Set.of(), Map.of(), Map.of());
    }

    List<String> kinds() {
        return capacity.keySet().stream().sorted().toList();
    }
}
