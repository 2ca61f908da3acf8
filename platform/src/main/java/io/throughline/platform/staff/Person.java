package io.throughline.platform.staff;

import io.throughline.engine.By;
import io.throughline.engine.Rights;
import io.throughline.platform.access.Door;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Somebody of the house.
///
/// @param id by which they act, and which the evidence names
/// @param own rights beyond those of the role, each with its limit
record Person(String id, String name, Role role, Map<String, Rights.Limit> own, Set<String> skills) {
    private static final Set<String> EMERGENCY =
            Set.of(Rights.OVERRIDE, Rights.CORRECT, Rights.REOPEN, Rights.REASSIGN, Rights.RESUME);

    Person {
        own = Map.copyOf(own);
        skills = Set.copyOf(skills);
    }

    Rights rights() {
        var all = new TreeMap<String, Rights.Limit>();
        role.rights().forEach(right -> all.put(right, Rights.Limit.NONE));
        all.putAll(own);
        return new Rights(all, skills);
    }

    Colleague colleague() {
        return new Colleague(id, name, role.word(), role.actor(), rights(), role.doors(), null);
    }

    /// The same person with what they took for an emergency: every departure from the path, and cases as they are kept.
    Colleague inEmergency(Instant until) {
        var all = new TreeMap<>(rights().held());
        EMERGENCY.forEach(right -> all.put(right, Rights.Limit.NONE));
        var doors = EnumSet.copyOf(role.doors());
        doors.addAll(Set.of(Door.DESK, Door.CASES, Door.ACTS));
        return new Colleague(id, name, role.word(), By.Actor.SUPERVISOR, new Rights(all, skills), doors, until);
    }
}
