/// Checkpoints over all chains, kept outside the database, and their verification.
@ApplicationModule(
        displayName = "Audit",
        allowedDependencies = {"cases"})
@NullMarked
package io.throughline.platform.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
