/// The outside world to run against: one process whose rooms (carrier, mailbox, ledger, processor,
/// crowd) are reached only over the real protocols of `docs/wires.md`. Start at
/// [io.throughline.sandbox.Sandbox], which opens the rooms.
@NullMarked
package io.throughline.sandbox;

import org.jspecify.annotations.NullMarked;
