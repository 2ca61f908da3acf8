/// Campaigns: cases for many accounts, let out no faster than what is behind them can take, and held within a second.
/// Start at [Campaigns].
@ApplicationModule(
        displayName = "Campaigns",
        allowedDependencies = {"access", "cases", "outreach", "records", "staff"})
@NullMarked
package io.throughline.platform.campaigns;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
