@NullMarked
package io.throughline.platform.records;

import org.jspecify.annotations.NullMarked;
