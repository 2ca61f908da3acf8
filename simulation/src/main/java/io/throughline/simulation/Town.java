package io.throughline.simulation;

import io.throughline.engine.By;
import io.throughline.engine.Input;
import io.throughline.platform.cases.Cases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A tenant with its people, its counterparts and the processes that serve it. Towns share the database and nothing
/// else, and name their accounts, people and triggers alike.
final class Town {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int TRIES = 40;

    private final World world;
    private final String name;
    private final Population people;
    private final Carrier carrier;
    private final Processor processor;
    private final List<Books> systems;
    private final Watch watch;
    private final Node[] nodes;
    private final Map<String, Link> links = new HashMap<>();
    private final Map<String, String> secrets = new HashMap<>();

    /// What a link leads to.
    record Link(String token, String caseId, String customerId, String contactId, By.Channel channel) {}

    Town(World world, String name, int processes) {
        this.world = world;
        this.name = name;
        this.people = new Population(world.faults());
        this.carrier = new Carrier(world, this);
        this.processor = new Processor(world, this);
        this.systems = world.workflows().systems().stream()
                .map(system -> new Books(world, this, system))
                .toList();
        this.watch = new Watch(world, this);
        this.nodes = new Node[processes];
    }

    void start() {
        for (int i = 0; i < nodes.length; i++) {
            start(i);
        }
    }

    private void start(int place) {
        var process = new SimulatedProcess(
                name + "-" + place, world.scheduler(), world.faults(), world.trace(), () -> died(place));
        nodes[place] = new Node(world, this, process);
    }

    private void died(int place) {
        world.crashed(this);
        world.spawn("restart", () -> {
            world.sleep(world.faults().between(Duration.ofSeconds(2), Duration.ofSeconds(40)));
            start(place);
        });
    }

    // ---- asking a process

    /// Asks some process that is up, once. Empty if it died, failed or did not answer in time.
    <T> Optional<T> ask(String what, Function<Node, T> work) {
        var node = nodes[world.faults().below(nodes.length)];
        if (node == null || node.isDead()) {
            world.sleep(Duration.ofSeconds(1));
            return Optional.empty();
        }
        var request = new Request<T>();
        var caller = world.scheduler().current();
        node.process().spawn(what, () -> {
            try {
                request.answer = work.apply(node);
            } catch (RuntimeException fault) {
                world.say(what + " failed: " + fault.getClass().getSimpleName());
            } finally {
                if (request.waiting) {
                    world.wake(caller);
                }
            }
        });
        world.sleep(PATIENCE);
        request.waiting = false;
        return Optional.ofNullable(request.answer);
    }

    private static final class Request<T> {
        private @Nullable T answer;
        private boolean waiting = true;
    }

    /// Brings something until it is taken, as carriers and processors do; in the end they give up.
    void deliver(String what, Consumer<Node> work) {
        for (int i = 0; i < TRIES; i++) {
            var taken = ask(what, node -> {
                work.accept(node);
                return true;
            });
            if (taken.isPresent()) {
                return;
            }
            world.sleep(Duration.ofSeconds(Math.min(600, 5L << Math.min(i, 7))));
        }
    }

    /// Gives an input to a case, once, and remembers what was acknowledged.
    Optional<Cases.Outcome> give(String caseId, Input input, By by) {
        var outcome = ask("input", node -> node.cases().apply(caseId, input, by));
        outcome.ifPresent(watch::acknowledged);
        return outcome;
    }

    // ---- links

    /// A new link, as [io.throughline.platform.outreach.ContactLinks] makes it.
    String newLink(String caseId, String customerId, String contactId, By.Channel channel) {
        var bytes = new byte[16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) world.faults().below(256);
        }
        var token = HexFormat.of().formatHex(bytes);
        links.put(token, new Link(token, caseId, customerId, contactId, channel));
        secrets.put(contactId, token);
        return "https://pay.example/l/" + token;
    }

    @Nullable
    Link link(String token) {
        return links.get(token);
    }

    /// The secret that went out with a contact.
    String secretOf(String contactId) {
        return secrets.getOrDefault(contactId, "");
    }

    List<String> secretsOfCase(String caseId) {
        var found = new ArrayList<String>();
        links.values().stream().filter(link -> link.caseId().equals(caseId)).forEach(link -> found.add(link.token()));
        return found;
    }

    // ---- parts

    String name() {
        return name;
    }

    Population people() {
        return people;
    }

    Carrier carrier() {
        return carrier;
    }

    Processor processor() {
        return processor;
    }

    List<Books> systems() {
        return systems;
    }

    Optional<Books> system(String system) {
        for (int i = 0; i < systems.size(); i++) {
            if (world.workflows().systems().get(i).equals(system)) {
                return Optional.of(systems.get(i));
            }
        }
        return Optional.empty();
    }

    Watch watch() {
        return watch;
    }

    Node[] nodes() {
        return nodes;
    }
}
