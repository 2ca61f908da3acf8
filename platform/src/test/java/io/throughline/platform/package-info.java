@NullMarked
package io.throughline.platform;

import org.jspecify.annotations.NullMarked;
