/// Permission to contact: pure rules over facts, each answer naming the rule that gave it. Start at
/// [ContactPolicy].
@NullMarked
package io.throughline.policy;

import org.jspecify.annotations.NullMarked;
