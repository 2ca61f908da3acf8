package io.throughline.sandbox.crowd;

/// The way back from a person's phone and mailbox. News of an arrival comes the other way, by [Crowd#texted]
/// and [Crowd#mailed].
public interface Wires {
    /// A text from this number to the short code.
    Reply text(String number, String words);

    /// An answer to this mail, to where its answers go.
    Reply answer(Mail mail, String words);
}
