/// The room of cases as a tortured process runs it: in this package because what it puts together is nobody else's
/// business.
@NullMarked
package io.throughline.platform.cases;

import org.jspecify.annotations.NullMarked;
