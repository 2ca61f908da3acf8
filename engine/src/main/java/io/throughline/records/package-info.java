/// Record operations: what a system of record can do, which rules of a policy pack each call must
/// meet, and how the records change. Pure: records in, records out. Start at [RecordSystem].
@NullMarked
package io.throughline.records;

import org.jspecify.annotations.NullMarked;
