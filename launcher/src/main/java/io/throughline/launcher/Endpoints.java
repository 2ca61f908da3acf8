package io.throughline.launcher;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The ports of one run. People come to the first two and know them by heart, so these are
/// demanded; where the others are taken by something else, any free one does.
record Endpoints(String bind, int platform, int sandbox, int processor, int smpp, int smtp, int inboundSmtp) {
    static final String LOOPBACK = "127.0.0.1";
    static final int PLATFORM = 8080;
    static final int SANDBOX = 8090;

    static Endpoints demanded(String bind, int platform, int sandbox, boolean withSandbox) {
        FreePorts.demand(platform, "the platform", "--port");
        if (withSandbox) {
            FreePorts.demand(sandbox, "the sandbox", "--sandbox-port");
        }
        Set<Integer> taken = new HashSet<>(Set.of(platform, sandbox));
        return new Endpoints(
                bind,
                platform,
                sandbox,
                near(sandbox + 1, taken),
                near(2775, taken),
                near(2525, taken),
                near(2526, taken));
    }

    /// A platform process and what it listens on.
    ///
    /// @param name `platform`, `platform-2`, …
    record Node(String name, int http, int inboundSmtp) {
        URI url() {
            return URI.create("http://" + LOOPBACK + ":" + http);
        }
    }

    Node first() {
        return new Node("platform", platform, inboundSmtp);
    }

    /// Ports for platform processes beside the first, near its own.
    ///
    /// @param nodes all together
    List<Node> more(int nodes) {
        Set<Integer> taken = new HashSet<>(List.of(platform, sandbox, processor, smpp, smtp, inboundSmtp));
        List<Node> more = new ArrayList<>();
        for (int number = 2; number <= nodes; number++) {
            more.add(new Node(
                    "platform-" + number, near(platform + number - 1, taken), near(inboundSmtp + number - 1, taken)));
        }
        return more;
    }

    /// Ports nobody uses; for a demo that must not disturb a run beside it.
    static Endpoints any() {
        Set<Integer> taken = new HashSet<>();
        return new Endpoints(
                LOOPBACK,
                near(0, taken),
                near(0, taken),
                near(0, taken),
                near(0, taken),
                near(0, taken),
                near(0, taken));
    }

    private static int near(int wish, Set<Integer> taken) {
        int port = wish == 0 ? FreePorts.any() : FreePorts.near(wish, taken);
        while (!taken.add(port)) {
            port = FreePorts.any();
        }
        return port;
    }

    URI platformUrl() {
        return URI.create("http://" + LOOPBACK + ":" + platform);
    }

    URI sandboxUrl() {
        return URI.create("http://" + LOOPBACK + ":" + sandbox);
    }

    URI processorUrl() {
        return URI.create("http://" + LOOPBACK + ":" + processor);
    }
}
