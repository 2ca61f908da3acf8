/// The law as data: policy packs, the facts they speak of, and the verdict over both. Start at [Policy].
@NullMarked
package io.throughline.policy.pack;

import org.jspecify.annotations.NullMarked;
