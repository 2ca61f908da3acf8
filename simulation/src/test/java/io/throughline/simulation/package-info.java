/// Tests of simulation itself: it repeats, it finds what was planted, and it finds nothing else.
@NullMarked
package io.throughline.simulation;

import org.jspecify.annotations.NullMarked;
