/// Who is there: links, one-time codes, known facts and the session that proved them.
@ApplicationModule(
        displayName = "Identity",
        allowedDependencies = {"cases", "outreach", "records"})
@NullMarked
package io.throughline.platform.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
