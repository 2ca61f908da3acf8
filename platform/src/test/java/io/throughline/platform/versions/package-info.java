@NullMarked
package io.throughline.platform.versions;

import org.jspecify.annotations.NullMarked;
