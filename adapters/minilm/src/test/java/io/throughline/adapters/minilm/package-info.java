@NullMarked
package io.throughline.adapters.minilm;

import org.jspecify.annotations.NullMarked;
