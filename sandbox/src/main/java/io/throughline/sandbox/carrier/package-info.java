/// The carrier: an SMPP 3.4 server with the customers' handsets behind it. Start at
/// [io.throughline.sandbox.carrier.Carrier];
/// people (and the crowd) use phones through [io.throughline.sandbox.carrier.Handsets].
@NullMarked
package io.throughline.sandbox.carrier;

import org.jspecify.annotations.NullMarked;
