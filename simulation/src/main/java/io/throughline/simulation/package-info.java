/// The platform's own logic under a seeded scheduler, in virtual time, among counterparts that misbehave, with checkers
/// for the ten invariants. Start at [io.throughline.simulation.Campaign]; docs/simulation.md tells how to read it.
@NullMarked
package io.throughline.simulation;

import org.jspecify.annotations.NullMarked;
