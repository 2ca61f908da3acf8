/// The outreach room's stores in memory, and the room put together for a simulated process. In this
/// package because what they implement is nobody else's business.
@NullMarked
package io.throughline.platform.outreach;

import org.jspecify.annotations.NullMarked;
