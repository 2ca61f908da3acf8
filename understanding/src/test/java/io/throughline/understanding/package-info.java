@NullMarked
package io.throughline.understanding;

import org.jspecify.annotations.NullMarked;
