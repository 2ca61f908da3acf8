/// The policy packs as they are in force: read at the start, checked for signatures, replaced without a restart.
@NullMarked
package io.throughline.platform.policies;

import org.jspecify.annotations.NullMarked;
