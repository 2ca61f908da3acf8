package io.throughline.sandbox.mailbox;

/// How the mail provider is set up.
///
/// @param port where SMTP listens on loopback; 0 takes any free port
/// @param inboundHost where replies and bounces go: the platform's inbound listener
/// @param bouncing what a local part begins with whose mail comes back
public record MailboxSettings(int port, String inboundHost, int inboundPort, String bouncing) {
    public MailboxSettings {
        if (bouncing.isBlank()) {
            throw new IllegalArgumentException("an empty beginning would bounce everything");
        }
    }

    /// The provider of `docs/wires.md`.
    public static MailboxSettings standard(int port, String inboundHost, int inboundPort) {
        return new MailboxSettings(port, inboundHost, inboundPort, "bounce");
    }
}
