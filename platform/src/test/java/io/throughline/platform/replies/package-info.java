@NullMarked
package io.throughline.platform.replies;

import org.jspecify.annotations.NullMarked;
