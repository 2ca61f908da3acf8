/// The contract of the stores, tested on memory and on PostgreSQL alike.
@NullMarked
package io.throughline.platform.cases;

import org.jspecify.annotations.NullMarked;
