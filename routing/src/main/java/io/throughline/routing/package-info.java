/// Gives work to people by need, skill and authority. Pure: time comes in with every input, and the same inputs in the
/// same order give the same events. Start at [io.throughline.routing.Floor].
@NullMarked
package io.throughline.routing;

import org.jspecify.annotations.NullMarked;
