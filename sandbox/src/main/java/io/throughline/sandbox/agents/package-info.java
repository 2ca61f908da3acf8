/// Simulated agents and supervisors. They sit at the platform's desk and know of it only what its HTTP API tells them;
/// who is at the other end of the telephone is the business of [io.throughline.sandbox.agents.Telephone].
@NullMarked
package io.throughline.sandbox.agents;

import org.jspecify.annotations.NullMarked;
