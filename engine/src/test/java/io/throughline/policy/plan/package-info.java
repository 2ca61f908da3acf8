@NullMarked
package io.throughline.policy.plan;

import org.jspecify.annotations.NullMarked;
