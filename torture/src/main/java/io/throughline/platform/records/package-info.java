/// The room of records as a tortured process runs it: in this package because what it puts together is nobody else's
/// business.
@NullMarked
package io.throughline.platform.records;

import org.jspecify.annotations.NullMarked;
