/// The desk: work that waits for people, who is offered it, and the window in which it gets finished. Start at
/// [FloorKeeper] for how it is given out, at [Windows] for what a person sees.
@ApplicationModule(
        displayName = "Desk",
        allowedDependencies = {"access", "cases", "identity", "outreach", "records", "staff", "work"})
@NullMarked
package io.throughline.platform.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
