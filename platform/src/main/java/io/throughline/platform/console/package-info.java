/// The desk in the browser, as the console's module built it: its files under `/desk/`, with what browsers must keep
/// to.
@ApplicationModule(
        displayName = "Console",
        allowedDependencies = {})
@NullMarked
package io.throughline.platform.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
