@NullMarked
package io.throughline.platform.desk;

import org.jspecify.annotations.NullMarked;
