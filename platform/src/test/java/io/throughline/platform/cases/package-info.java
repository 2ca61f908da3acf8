@NullMarked
package io.throughline.platform.cases;

import org.jspecify.annotations.NullMarked;
