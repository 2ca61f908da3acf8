/// Capture at the processor: one attempt open at a time, unknown stays unknown until read back.
@ApplicationModule(
        displayName = "Payments",
        allowedDependencies = {"access", "cases"})
@NullMarked
package io.throughline.platform.payments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
