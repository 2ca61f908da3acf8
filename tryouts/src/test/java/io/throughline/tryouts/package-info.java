@NullMarked
package io.throughline.tryouts;

import org.jspecify.annotations.NullMarked;
