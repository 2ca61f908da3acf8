package io.throughline.platform.staff;

import io.throughline.engine.By;
import io.throughline.engine.Rights;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Somebody of the house.
///
/// @param id by which they act, and which the evidence names
/// @param own rights beyond those of the role, each with its limit
record Person(String id, String name, Role role, Map<String, Rights.Limit> own, Set<String> skills) {
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
        return new Colleague(id, name, role.word(), role.actor(), rights());
    }

    /// As an input says who gave it.
    By by() {
        return new By(role.actor(), id, By.Channel.API, rights());
    }
}
