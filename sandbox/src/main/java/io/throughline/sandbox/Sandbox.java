package io.throughline.sandbox;

import io.javalin.Javalin;
import io.throughline.sandbox.agents.AgentRoutes;
import io.throughline.sandbox.agents.Crew;
import io.throughline.sandbox.carrier.Carrier;
import io.throughline.sandbox.carrier.CarrierSettings;
import io.throughline.sandbox.crowd.Crowd;
import io.throughline.sandbox.crowd.CrowdRoutes;
import io.throughline.sandbox.crowd.CrowdSettings;
import io.throughline.sandbox.faults.Faults;
import io.throughline.sandbox.ledger.Ledger;
import io.throughline.sandbox.mailbox.Mailbox;
import io.throughline.sandbox.mailbox.MailboxSettings;
import io.throughline.sandbox.page.Page;
import io.throughline.sandbox.processor.Processor;
import io.throughline.sandbox.processor.ProcessorSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// The outside world in one process. Prints one line of JSON with its ports when everything listens, and leaves cleanly
/// on SIGTERM: what a room owes the platform stays in its store.
public final class Sandbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final SandboxSecrets secrets;
    private final Ports ports;

    private Sandbox(SandboxOptions options, SandboxSecrets secrets, InstantSource wall) {
        this.secrets = secrets;
        try {
            this.ports = open(options, wall);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Opens every room and gives the ports they got.
    public static Sandbox open(SandboxOptions options) {
        return new Sandbox(options, SandboxSecrets.of(System.getenv()), InstantSource.system());
    }

    private Ports open(SandboxOptions options, InstantSource wall) {
        var clock = SharedClock.in(options.data(), wall);
        var folder = options.data().resolve("sandbox");

        var carrier = keep(new Carrier(folder, clock, wall, carrierSettings(options)));
        var mailbox = keep(new Mailbox(folder, clock, mailboxSettings(options)));
        var faults = keep(new Faults(new SplittableRandom(options.seed()), options.faults()));
        var ledger = keep(new Ledger(folder, clock, faults));
        var processor = keep(new Processor(
                folder,
                clock,
                wall,
                new SecureRandom(), // its ids must not come again after a restart
                ProcessorSettings.of(
                        secrets.stripeKey(),
                        secrets.webhookSecret(),
                        options.platform().resolve("/webhooks/stripe")),
                faults));
        var wires = new CrowdWires(carrier.handsets(), mailbox.mailboxes(), processor);
        var crowd = keep(new Crowd(wires, wires, wires, clock, Thread::sleep, CrowdSettings.defaults()));
        wires.bringNewsTo(crowd);
        var crew = keep(new Crew(options.platform(), apiKey(options), System::nanoTime, Thread::sleep));

        var cards = SandboxHttp.start(options.processorPort(), processor::register);
        keepHttp(cards);
        processor.start();
        var http = SandboxHttp.start(options.httpPort(), routes -> {
            Page.registerStyle(routes);
            FrontPage.register(routes, clock);
            carrier.register(routes);
            mailbox.register(routes);
            ledger.register(routes);
            faults.register(routes);
            new CrowdRoutes(crowd, faults::turn, () -> atRest(carrier, mailbox, processor)).register(routes);
            new AgentRoutes(crew).register(routes);
        });
        keepHttp(http);
        return new Ports(http.port(), carrier.port(), mailbox.port(), cards.port());
    }

    /// The key by which the house's own systems ask the platform; the platform writes it when it first starts.
    private static Supplier<Optional<String>> apiKey(SandboxOptions options) {
        var file = options.data().resolve("keys").resolve("api-key");
        return () -> {
            try {
                return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /// What the rooms still owe the platform: a leaping clock must not leap over it.
    private static CrowdRoutes.Rest atRest(Carrier carrier, Mailbox mailbox, Processor processor) {
        boolean quiet = processor.waitingWebhooks() == 0 && !mailbox.hasOutgoing();
        return new CrowdRoutes.Rest(quiet, carrier.nextDueAt());
    }

    private CarrierSettings carrierSettings(SandboxOptions options) {
        var settings = CarrierSettings.standard(options.smppPort()).withMessagesPerSecond(options.smsPerSecond());
        if (secrets.smppPassword().isPresent()) {
            settings = settings.withPassword(secrets.smppPassword().get());
        }
        return options.faults() ? settings.withFaults(options.seed()) : settings;
    }

    private static MailboxSettings mailboxSettings(SandboxOptions options) {
        var inbound = options.inboundSmtp();
        return MailboxSettings.standard(options.smtpPort(), inbound.host(), inbound.port());
    }

    private <T extends AutoCloseable> T keep(T room) {
        opened.push(room);
        return room;
    }

    private void keepHttp(Javalin http) {
        opened.push(http::stop);
    }

    public Ports ports() {
        return ports;
    }

    /// Closes in the opposite order of opening, HTTP first.
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.warn("a room did not close cleanly: {}", e.getClass().getSimpleName());
            }
        }
    }

    /// Where everything listens, on loopback.
    public record Ports(int http, int smpp, int smtp, int processor) {}

    public static void main(String[] args) throws InterruptedException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // Libraries log addresses and bodies below WARNING; nobody's number belongs in a log.
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
        var parsed = SandboxOptions.parse(args);
        if (parsed instanceof SandboxOptions.Wrong wrong) {
            System.err.println(wrong.why());
            System.err.println(SandboxOptions.USAGE);
            System.exit(2);
        } else if (parsed instanceof SandboxOptions options) {
            run(options, out);
        }
    }

    private static void run(SandboxOptions options, PrintStream out) throws InterruptedException {
        Sandbox sandbox;
        try {
            sandbox = open(options);
        } catch (RuntimeException e) {
            System.err.println("The sandbox could not open: " + e.getMessage());
            LOG.debug("could not open", e);
            System.exit(1);
            return;
        }
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("sandbox-close").unstarted(sandbox::close));
        out.println(JsonMapper.shared().writeValueAsString(sandbox.ports()));
        new CountDownLatch(1).await();
    }
}
