/// The system of record of the outside world: accounts, postings that are never changed, and
/// idempotent writes over HTTP. Start at [Ledger].
@NullMarked
package io.throughline.sandbox.ledger;

import org.jspecify.annotations.NullMarked;
