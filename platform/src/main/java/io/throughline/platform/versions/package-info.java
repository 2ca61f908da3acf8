/// Versions of workflows: from a draft to what new cases get, and back. Start at [Versions].
@ApplicationModule(
        displayName = "Versions",
        allowedDependencies = {"access", "cases", "staff"})
@NullMarked
package io.throughline.platform.versions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
