/// What each channel can carry: ports that the adapters implement.
@ApplicationModule(
        displayName = "Channels",
        allowedDependencies = {})
@NullMarked
package io.throughline.platform.channels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
