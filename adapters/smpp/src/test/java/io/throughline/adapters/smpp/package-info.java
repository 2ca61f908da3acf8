@NullMarked
package io.throughline.adapters.smpp;

import org.jspecify.annotations.NullMarked;
