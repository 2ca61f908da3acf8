/// The card processor of the outside world: the part of the Stripe API that a hosted checkout
/// needs, its payment page on an origin of its own, and signed webhooks that are retried until
/// somebody has heard them. Start at [Processor].
@NullMarked
package io.throughline.sandbox.processor;

import org.jspecify.annotations.NullMarked;
