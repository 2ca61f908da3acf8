/// Benchmarks: each measures its reference in the same run on the same machine and gives the ratio. Start at
/// [io.throughline.bench.Main].
@NullMarked
package io.throughline.bench;

import org.jspecify.annotations.NullMarked;
