/// The case store: state, chained evidence, timers and effects, committed as one. Start at [Cases].
@ApplicationModule(
        displayName = "Cases",
        allowedDependencies = {})
@NullMarked
package io.throughline.platform.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
