/// How the sandbox's own pages look: one frame, one stylesheet, and HTML that escapes unless told that it already is
/// HTML.
@NullMarked
package io.throughline.sandbox.page;

import org.jspecify.annotations.NullMarked;
