/// Mail over SMTP: a relay for what goes out, a listener for replies and bounces.
@NullMarked
package io.throughline.adapters.smtp;

import org.jspecify.annotations.NullMarked;
