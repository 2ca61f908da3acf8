/// Plans a million generated accounts, and asks Drools the same of Regulation F. Start at [PlanBenchmark].
@NullMarked
package io.throughline.bench.plan;

import org.jspecify.annotations.NullMarked;
