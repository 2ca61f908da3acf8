/// The pages a customer opens from a message: server-rendered, usable without script.
@ApplicationModule(
        displayName = "Self-service",
        allowedDependencies = {"cases", "documents", "identity", "notices", "outreach", "payments", "records"})
@NullMarked
package io.throughline.platform.selfservice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
