@NullMarked
package io.throughline.platform.notices;

import org.jspecify.annotations.NullMarked;
