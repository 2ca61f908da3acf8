@NullMarked
package io.throughline.adapters.smtp;

import org.jspecify.annotations.NullMarked;
