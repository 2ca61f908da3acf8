/// Who is rehearsed with: what people do and how long it takes them, as a behaviour file says it, and the
/// dice that make each of them the same person in every version of a workflow. Start at
/// [Behaviour][io.throughline.rehearsal.people.Behaviour].
@NullMarked
package io.throughline.rehearsal.people;

import org.jspecify.annotations.NullMarked;
