@NullMarked
package io.throughline.diagram;

import org.jspecify.annotations.NullMarked;
