/// The command line: starts the product's processes and watches them, and asks the running platform
/// for everything else. It decides nothing about cases. Start at [Main]; what runs where is in
/// `docs/wires.md`.
@NullMarked
package io.throughline.launcher;

import org.jspecify.annotations.NullMarked;
