@NullMarked
package io.throughline.policy.pack;

import org.jspecify.annotations.NullMarked;
