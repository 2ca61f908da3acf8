/// The contract of the stores, tested on memory and on PostgreSQL alike.
@NullMarked
package io.throughline.platform.outreach;

import org.jspecify.annotations.NullMarked;
