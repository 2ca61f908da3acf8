package io.throughline.platform.payments;

import java.util.Optional;

/// What the page needs to know of a payment. Nothing here moves a case; the processor's record does.
public interface Payments {
    /// The card page of an attempt that is open, if it is ready.
    Optional<String> checkoutUrl(String effectKey);

    /// The customer came back from the card page of `effectKey`: reads the processor's record and tells the
    /// case.
    ///
    /// @param cancelled whether they came by the way back without paying; an unpaid page is then closed at the
    /// processor
    void customerReturned(String effectKey, boolean cancelled);
}
