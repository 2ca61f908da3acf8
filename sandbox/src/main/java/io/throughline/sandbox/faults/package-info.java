/// The weather of the outside world: seeded faults, switched at runtime and counted by kind. Start at [Faults].
@NullMarked
package io.throughline.sandbox.faults;

import org.jspecify.annotations.NullMarked;
