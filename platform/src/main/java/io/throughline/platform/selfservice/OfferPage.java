package io.throughline.platform.selfservice;

import org.jspecify.annotations.Nullable;

/// Offers to send a code.
record OfferPage(Frame frame, String endingIn, @Nullable String notice) implements Page {
    @Override
    public String template() {
        return "offer.jte";
    }
}
