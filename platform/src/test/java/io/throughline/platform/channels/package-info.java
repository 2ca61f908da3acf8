@NullMarked
package io.throughline.platform.channels;

import org.jspecify.annotations.NullMarked;
