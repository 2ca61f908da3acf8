package io.throughline.sandbox.crowd;

/// Where the crowd finds its phones and mailboxes, by number (`+1…`) and by address. News of an arrival comes the other
/// way, by [Crowd#texted] and [Crowd#mailed].
public interface Wires {
    Handset handset(String number);

    Mailbox mailbox(String address);
}
