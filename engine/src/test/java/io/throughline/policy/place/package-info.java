@NullMarked
package io.throughline.policy.place;

import org.jspecify.annotations.NullMarked;
