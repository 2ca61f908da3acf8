/// Foreign work, played through the engine: domains, tasks and data that nobody here wrote show
/// whether definitions, policy packs and record operations can hold somebody else's rules. Start at
/// [Tryout].
@NullMarked
package io.throughline.tryouts;

import org.jspecify.annotations.NullMarked;
