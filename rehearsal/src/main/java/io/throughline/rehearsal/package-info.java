/// Rehearsal of a workflow: what becomes of it, and of the people who answer for it, with a described
/// population, before anybody is contacted. `docs/rehearsal.md` tells how it is used; start at
/// [Rehearsal][io.throughline.rehearsal.stage.Rehearsal].
@NullMarked
package io.throughline.rehearsal;

import org.jspecify.annotations.NullMarked;
