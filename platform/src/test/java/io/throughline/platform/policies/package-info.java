@NullMarked
package io.throughline.platform.policies;

import org.jspecify.annotations.NullMarked;
