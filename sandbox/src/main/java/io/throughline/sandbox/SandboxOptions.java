package io.throughline.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// What the sandbox is started with. A port of 0 takes any free one.
///
/// @param data the data folder shared with the platform; the sandbox keeps its own in `sandbox` below it
/// @param platform where the platform's HTTP is
/// @param inboundSmtp where the platform takes replies and bounces
/// @param seed decides faults and the crowd
public record SandboxOptions(
        Path data,
        int httpPort,
        int processorPort,
        int smppPort,
        int smtpPort,
        URI platform,
        HostPort inboundSmtp,
        int smsPerSecond,
        long seed,
        boolean faults)
        implements Parsed {
    static final String USAGE = """
            usage: Sandbox --data DIR [--http-port 8090] [--processor-port 8091] [--smpp-port 2775] [--smtp-port 2525]
                   [--platform http://127.0.0.1:8080] [--inbound-smtp 127.0.0.1:2526]
                   [--sms-per-second 200] [--seed 1] [--faults]""";
    private static final Set<String> WITH_VALUE = Set.of(
            "--data",
            "--http-port",
            "--processor-port",
            "--smpp-port",
            "--smtp-port",
            "--platform",
            "--inbound-smtp",
            "--sms-per-second",
            "--seed");

    static Parsed parse(String... args) {
        Map<String, String> given = new HashMap<>();
        boolean faults = false;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--faults")) {
                faults = true;
            } else if (WITH_VALUE.contains(args[i]) && i + 1 < args.length) {
                given.put(args[i], args[++i]);
            } else {
                return new Wrong("not understood: " + args[i]);
            }
        }
        var data = given.get("--data");
        if (data == null) {
            return new Wrong("--data is missing");
        }
        try {
            return new SandboxOptions(
                    Path.of(data),
                    port(given, "--http-port", 8090),
                    port(given, "--processor-port", 8091),
                    port(given, "--smpp-port", 2775),
                    port(given, "--smtp-port", 2525),
                    URI.create(given.getOrDefault("--platform", "http://127.0.0.1:8080")),
                    HostPort.parse(given.getOrDefault("--inbound-smtp", "127.0.0.1:2526")),
                    Integer.parseInt(given.getOrDefault("--sms-per-second", "200")),
                    Long.parseLong(given.getOrDefault("--seed", "1")),
                    faults);
        } catch (IllegalArgumentException e) {
            return new Wrong("a value is wrong: " + e.getMessage());
        }
    }

    private static int port(Map<String, String> given, String name, int otherwise) {
        int port = Integer.parseInt(given.getOrDefault(name, String.valueOf(otherwise)));
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(name + " " + port);
        }
        return port;
    }

    /// A command line that cannot be followed.
    record Wrong(String why) implements Parsed {}

    /// A place on the network.
    public record HostPort(String host, int port) {
        static HostPort parse(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("not host:port: " + text);
            }
            return new HostPort(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        }
    }
}
