/// The product's own intake of receipts, put together for benchmarks.
@org.jspecify.annotations.NullMarked
package io.throughline.platform.outreach;
