@NullMarked
package io.throughline.platform.console;

import org.jspecify.annotations.NullMarked;
