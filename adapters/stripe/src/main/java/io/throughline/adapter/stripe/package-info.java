/// The payment port over the Stripe API: hosted Checkout Sessions, read back from Stripe's own record.
@NullMarked
package io.throughline.adapter.stripe;

import org.jspecify.annotations.NullMarked;
