/// What changes between two versions of a workflow, in words for those whom it concerns. Start at [Differences].
@NullMarked
package io.throughline.diff;

import org.jspecify.annotations.NullMarked;
