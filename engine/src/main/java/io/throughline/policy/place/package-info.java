/// Where a person's clock may stand: ZIP codes, area codes and statements, and the time zones that
/// follow. Start at [Location].
@NullMarked
package io.throughline.policy.place;

import org.jspecify.annotations.NullMarked;
