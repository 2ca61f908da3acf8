/// A carrier over SMPP 3.4: one transceiver session, kept up, for texts out, receipts and replies in.
@NullMarked
package io.throughline.adapters.smpp;

import org.jspecify.annotations.NullMarked;
