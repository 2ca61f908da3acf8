/// People who answer calls and do work, in virtual time: lines with staffing by hour, and the closed forms
/// they are held against ([ErlangB][io.throughline.rehearsal.floor.ErlangB] and its kin). Knows nothing of
/// workflows. Start at [Line][io.throughline.rehearsal.floor.Line].
@NullMarked
package io.throughline.rehearsal.floor;

import org.jspecify.annotations.NullMarked;
