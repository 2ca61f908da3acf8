/// Documents that customers hand in: kept outside the evidence, which holds their hashes, so that they can be erased.
@ApplicationModule(
        displayName = "Documents",
        allowedDependencies = {})
@NullMarked
package io.throughline.platform.documents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
