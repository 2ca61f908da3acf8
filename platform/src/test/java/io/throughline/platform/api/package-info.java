@NullMarked
package io.throughline.platform.api;

import org.jspecify.annotations.NullMarked;
