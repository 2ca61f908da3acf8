/// The rehearsal itself: every person walks the workflow through the real engine, in virtual time, and
/// meets the others only in the lines. Start at [Rehearsal][io.throughline.rehearsal.stage.Rehearsal].
@NullMarked
package io.throughline.rehearsal.stage;

import org.jspecify.annotations.NullMarked;
