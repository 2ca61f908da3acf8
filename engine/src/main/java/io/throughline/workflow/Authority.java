package io.throughline.workflow;

import org.jspecify.annotations.Nullable;

/// Something that not everybody may decide. Who holds `right`, up to a limit that covers `amount`, decides at once;
/// for everybody else it becomes an approval.
///
/// @param assignment where the approval waits, and by when it is decided
/// @param amount fact whose money the limit is measured by; null: the right alone is enough
/// @param of fact of which `amount` is a share, for limits in percent
public record Authority(
        String name,
        String right,
        Assignment assignment,
        @Nullable String amount,
        @Nullable String of) {}
