/// Systems of record: portfolio, reads, writebacks and reconciliation.
@ApplicationModule(
        displayName = "Records",
        allowedDependencies = {"access", "cases", "payments"})
@NullMarked
package io.throughline.platform.records;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
