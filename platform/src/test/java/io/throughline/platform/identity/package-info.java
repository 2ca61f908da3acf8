/// What identity keeps, on a real PostgreSQL.
@NullMarked
package io.throughline.platform.identity;

import org.jspecify.annotations.NullMarked;
