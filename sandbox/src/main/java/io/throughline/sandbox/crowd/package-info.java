/// Simulated customers who act only through the real wires, and the witness who judges what they met. Start
/// at [Crowd].
@NullMarked
package io.throughline.sandbox.crowd;

import org.jspecify.annotations.NullMarked;
