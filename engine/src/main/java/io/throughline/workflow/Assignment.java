package io.throughline.workflow;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Work put before people: where it waits, who may do it, with what, by when, and where it goes when nobody does.
///
/// @param rights what a person must hold to do it
/// @param carry facts that go along
/// @param within when it should be done
/// @param escalateTo the queue it goes to after that; null: it stays
/// @param escalateWithin how long that queue has
public record Assignment(
        String queue,
        List<String> skills,
        List<String> rights,
        List<String> carry,
        Duration within,
        @Nullable String escalateTo,
        Duration escalateWithin) {}
