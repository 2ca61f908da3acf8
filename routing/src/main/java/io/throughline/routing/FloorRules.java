package io.throughline.routing;

import java.time.Duration;

/// What holds for the whole floor.
///
/// @param awayAfter offers missed or rejected in a row after which somebody is set away; at least 1
/// @param declineFor how long somebody is not offered again what they declined
/// @param lostAfter how long the work of somebody who vanished waits for their return
public record FloorRules(int awayAfter, Duration declineFor, Duration lostAfter) {
    public static final FloorRules USUAL = new FloorRules(3, Duration.ofMinutes(2), Duration.ofMinutes(2));

    public FloorRules {
        if (awayAfter < 1) {
            throw new IllegalArgumentException("nobody is set away after " + awayAfter + " offers; say at least 1");
        }
    }
}
