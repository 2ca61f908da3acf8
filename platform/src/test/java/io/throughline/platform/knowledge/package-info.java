@NullMarked
package io.throughline.platform.knowledge;

import org.jspecify.annotations.NullMarked;
