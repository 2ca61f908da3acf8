/// The engine: one pure function, [io.throughline.engine.Engine#advance], that decides how a case
/// moves. No clock, no I/O, no framework.
@NullMarked
package io.throughline.engine;

import org.jspecify.annotations.NullMarked;
