/// What several rooms of the sandbox stand on: listeners, and a loop that sends what is kept until it is taken.
@NullMarked
package io.throughline.sandbox.common;

import org.jspecify.annotations.NullMarked;
