package io.throughline.platform.staff;

import io.throughline.engine.By;
import io.throughline.engine.Rights;
import io.throughline.platform.access.Door;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Somebody of the house as other rooms know them.
///
/// @param role as files write it: `senior-agent`
/// @param rights all they hold at this moment
/// @param doors what a session of theirs opens
/// @param glassUntil until when they hold rights taken in an emergency; null: they hold none
public record Colleague(
        String id,
        String name,
        String role,
        By.Actor actor,
        Rights rights,
        Set<Door> doors,
        @Nullable Instant glassUntil) {
    public Colleague {
        doors = Set.copyOf(doors);
    }

    /// As an input says who gave it.
    public By by() {
        return new By(actor, id, By.Channel.API, rights);
    }
}
