package io.throughline.sandbox.carrier;

import java.util.OptionalInt;

/// A part as the platform submitted it. `address` is the destination as written, `number` the handset it means.
record Submission(
        String number,
        String address,
        String peer,
        Segment segment,
        Coding coding,
        int registeredDelivery,
        OptionalInt userReference) {

    @Override
    public String toString() {
        return "submission of part " + segment.sequence() + " of " + segment.total();
    }
}
