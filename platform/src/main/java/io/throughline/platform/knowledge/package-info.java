/// What people of the house need to know: articles with versions, dates and limits, found by words and by meaning, and
/// the gaps where nothing was found or helped. Start at [Knowledge].
@ApplicationModule(
        displayName = "Knowledge",
        allowedDependencies = {"access", "cases", "staff"})
@NullMarked
package io.throughline.platform.knowledge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
