@NullMarked
package io.throughline.records;

import org.jspecify.annotations.NullMarked;
