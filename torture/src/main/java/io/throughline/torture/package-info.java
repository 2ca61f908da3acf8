/// The platform's own processes on a real PostgreSQL, killed and cut off under load, and what must hold after each
/// fault.
@NullMarked
package io.throughline.torture;

import org.jspecify.annotations.NullMarked;
