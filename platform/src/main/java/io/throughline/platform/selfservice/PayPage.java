package io.throughline.platform.selfservice;

import org.jspecify.annotations.Nullable;

/// Check before the card page.
record PayPage(
        Frame frame,
        String amount,
        String description,
        @Nullable String declined,
        String action,
        boolean back) implements Page {
    @Override
    public String template() {
        return "pay.jte";
    }
}
