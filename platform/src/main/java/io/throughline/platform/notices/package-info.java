/// Documents that the law requires, with figures that add up: the validation notice of Regulation F.
@ApplicationModule(
        displayName = "Notices",
        allowedDependencies = {"access", "records"})
@NullMarked
package io.throughline.platform.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
