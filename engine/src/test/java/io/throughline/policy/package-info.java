@NullMarked
package io.throughline.policy;

import org.jspecify.annotations.NullMarked;
