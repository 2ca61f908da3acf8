/// The plain look shared by the readable pages of the sandbox. Start at [Page].
@NullMarked
package io.throughline.sandbox.pages;

import org.jspecify.annotations.NullMarked;
