/// Puts the product's own checkpoints together for benchmarks.
@org.jspecify.annotations.NullMarked
package io.throughline.platform.audit;
