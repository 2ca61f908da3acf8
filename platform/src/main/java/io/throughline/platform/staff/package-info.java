/// People of the house: who they are, what they may, and what they do to cases, one by one or many at once. Start at
/// [People].
@ApplicationModule(
        displayName = "Staff",
        allowedDependencies = {"access", "cases"})
@NullMarked
package io.throughline.platform.staff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
