/// Reaching a customer: touches, consent, opt-outs, and permission asked in the transaction that claims.
@ApplicationModule(
        displayName = "Outreach",
        allowedDependencies = {"access", "cases", "channels", "records"})
@NullMarked
package io.throughline.platform.outreach;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
