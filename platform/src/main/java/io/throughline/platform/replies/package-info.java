/// What people wrote to us, over HTTP, and the decisions about it that only a person can make. What a decision does is
/// outreach's; start at [io.throughline.platform.outreach.Replies].
@ApplicationModule(
        displayName = "Replies",
        allowedDependencies = {"access", "outreach", "staff"})
@NullMarked
package io.throughline.platform.replies;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
