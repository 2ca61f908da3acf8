package io.throughline.platform.staff;

import io.throughline.engine.By;
import io.throughline.engine.Rights;

/// Somebody of the house as other rooms know them.
///
/// @param role as files write it: `senior-agent`
/// @param rights all they hold at this moment
public record Colleague(String id, String name, String role, By.Actor actor, Rights rights) {
    /// As an input says who gave it.
    public By by() {
        return new By(actor, id, By.Channel.API, rights);
    }
}
