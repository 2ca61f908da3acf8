package io.throughline.torture;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/// Faults by the thousand are expected here, and not worth a line each.
final class Quiet {
    private Quiet() {}

    static void logs() {
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(System.getenv("TORTURE_LOG"), Level.OFF));
    }
}
