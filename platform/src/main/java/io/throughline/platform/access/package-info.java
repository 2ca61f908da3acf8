/// Who may call the API.
@ApplicationModule(
        displayName = "Access",
        allowedDependencies = {})
@NullMarked
package io.throughline.platform.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
