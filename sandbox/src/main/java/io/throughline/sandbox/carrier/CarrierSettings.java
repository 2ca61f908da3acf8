package io.throughline.sandbox.carrier;

import java.util.Optional;
import java.util.regex.Pattern;

/// How the carrier behaves.
///
/// @param port where SMPP listens on loopback; 0 takes any free port
/// @param systemId the only account
/// @param password what a bind must show; empty lets any password in
/// @param shortCode the number that handsets reply to before anybody has written to them
/// @param messagesPerSecond submissions admitted per second of wall time, above it `ESME_RTHROTTLED`
/// @param undeliverable numbers (`+` and digits) that match are never reached
/// @param faults doubled and late receipts, and throttling for no reason
/// @param seed what decides the faults
public record CarrierSettings(
        int port,
        String systemId,
        Optional<String> password,
        String shortCode,
        int messagesPerSecond,
        Pattern undeliverable,
        boolean faults,
        long seed) {

    public CarrierSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        if (messagesPerSecond < 1) {
            throw new IllegalArgumentException("a carrier admits at least one message per second");
        }
    }

    /// The carrier of `docs/wires.md`: 200 messages a second, numbers ending in 0000 are out of service, no faults.
    public static CarrierSettings standard(int port) {
        return new CarrierSettings(
                port, "throughline", Optional.empty(), "72620", 200, Pattern.compile(".*0000"), false, 0);
    }

    public CarrierSettings withFaults(long faultSeed) {
        return new CarrierSettings(
                port, systemId, password, shortCode, messagesPerSecond, undeliverable, true, faultSeed);
    }

    public CarrierSettings withMessagesPerSecond(int rate) {
        return new CarrierSettings(port, systemId, password, shortCode, rate, undeliverable, faults, seed);
    }

    public CarrierSettings withPassword(String required) {
        return new CarrierSettings(
                port, systemId, Optional.of(required), shortCode, messagesPerSecond, undeliverable, faults, seed);
    }
}
