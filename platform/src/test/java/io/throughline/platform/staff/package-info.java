@NullMarked
package io.throughline.platform.staff;

import org.jspecify.annotations.NullMarked;
