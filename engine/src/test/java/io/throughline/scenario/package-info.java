@NullMarked
package io.throughline.scenario;

import org.jspecify.annotations.NullMarked;
