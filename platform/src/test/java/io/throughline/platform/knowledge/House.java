package io.throughline.platform.knowledge;

import io.throughline.engine.By;
import io.throughline.engine.Rights;
import io.throughline.platform.staff.Colleague;
import io.throughline.platform.staff.Colleagues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// People who have a role and nothing else.
///
/// @param known role by id
record House(Map<String, String> known) implements Colleagues {
    @Override
    public Optional<Colleague> find(String id) {
        return Optional.ofNullable(known.get(id))
                .map(role -> new Colleague(id, id, role, By.Actor.AGENT, Rights.NONE, Set.of(), null));
    }

    @Override
    public List<Colleague> colleagues() {
        return known.keySet().stream().sorted().flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public List<String> roles() {
        return List.of("agent", "supervisor");
    }
}
