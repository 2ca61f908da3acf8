package io.throughline.tryouts;

import java.util.Locale;
import java.util.Map;

/// One call of a file.
///
/// @param tool as the file names it: `cancel_pending_order`
/// @param confirmed whether the customer says yes when asked; files of the benchmark list only what was confirmed
record Action(String id, String tool, Map<String, Object> arguments, boolean confirmed) {
    /// The record operation: `cancel-pending-order`.
    String operation() {
        return tool.replace('_', '-').toLowerCase(Locale.ROOT);
    }
}
