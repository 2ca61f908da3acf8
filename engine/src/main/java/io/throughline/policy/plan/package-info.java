/// Plans the next touch of each account of a portfolio: who is reached, by what, when, and who is held and by which
/// rule. Pure. Start at [Planner].
@NullMarked
package io.throughline.policy.plan;

import org.jspecify.annotations.NullMarked;
