/// The port by which any room puts work before people. The desk gives it out.
@ApplicationModule(
        displayName = "Work",
        allowedDependencies = {})
@NullMarked
package io.throughline.platform.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
