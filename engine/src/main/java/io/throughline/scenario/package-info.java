/// Scenarios: what a workflow is to do, written down beside it and played against the engine in virtual time. Start at
/// [Scenarios].
@NullMarked
package io.throughline.scenario;

import org.jspecify.annotations.NullMarked;
