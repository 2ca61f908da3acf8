/// A rehearsal as a picture, or two beside each other. Start at
/// [Picture][io.throughline.rehearsal.picture.Picture].
@NullMarked
package io.throughline.rehearsal.picture;

import org.jspecify.annotations.NullMarked;
