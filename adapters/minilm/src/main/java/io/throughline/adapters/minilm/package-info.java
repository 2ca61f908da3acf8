/// The meaning of texts by all-MiniLM-L6-v2 (quantised), which runs in this process on the CPU.
@NullMarked
package io.throughline.adapters.minilm;

import org.jspecify.annotations.NullMarked;
