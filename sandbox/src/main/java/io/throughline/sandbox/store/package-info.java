/// One durable SQLite file per system of the outside world. Start at [SqliteFile].
@NullMarked
package io.throughline.sandbox.store;

import org.jspecify.annotations.NullMarked;
