@NullMarked
package io.throughline.adapter.stripe;

import org.jspecify.annotations.NullMarked;
