@NullMarked
package io.throughline.platform.payments;

import org.jspecify.annotations.NullMarked;
