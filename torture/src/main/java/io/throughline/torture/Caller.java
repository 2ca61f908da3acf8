package io.throughline.torture;

import io.throughline.torture.Journal.Entry;
import io.throughline.torture.Journal.Told;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A customer of a few cases at a time: asks where each stands and answers what is asked, one request after the other,
/// and writes down what it was told before it goes on.
final class Caller implements Runnable {
    private static final Duration THINKS = Duration.ofMillis(20);
    private static final int AT_A_TIME = 4;
    private static final String NOBODY = "nobody"; // was there to ask

    private final int number;
    private final Supplier<Optional<NodeProcess>> nodes;
    private final Journal journal;
    private final LongSupplier flushed;
    private final SplittableRandom random;
    private final List<Held> held = new ArrayList<>();
    private int opened;
    private int requests;
    private volatile boolean opening = true;
    private volatile boolean running = true;
    private volatile int left;
    private @Nullable Connection connection;

    /// A case, known by its account until it has told its id.
    private static final class Held {
        private final String account;
        private String id = "";

        Held(String account) {
            this.account = account;
        }
    }

    private record Connection(NodeProcess node, Socket socket, BufferedReader in) {}

    /// @param nodes one that is alive, if there is one
    /// @param flushed how far the log is on disk
    Caller(
            int number,
            Supplier<Optional<NodeProcess>> nodes,
            Journal journal,
            LongSupplier flushed,
            SplittableRandom random) {
        this.number = number;
        this.nodes = nodes;
        this.journal = journal;
        this.flushed = flushed;
        this.random = random;
    }

    /// Opens nothing new; what is open it brings to its end.
    void openNoMore() {
        opening = false;
    }

    void stop() {
        running = false;
    }

    /// Cases that have not ended.
    int left() {
        return left;
    }

    @Override
    public void run() {
        while (running && !Thread.currentThread().isInterrupted()) {
            try {
                turn();
                left = held.size();
                Thread.sleep(THINKS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void turn() {
        if (opening && held.size() < AT_A_TIME) {
            held.add(new Held("A-" + number + "-" + ++opened));
        }
        if (held.isEmpty()) {
            return;
        }
        var one = held.get(random.nextInt(held.size()));
        if (one.id.isEmpty()) {
            open(one);
            return;
        }
        var state = ask("state\t" + one.id);
        if (state.length < 3) {
            if (state[0].equals("gone")) {
                journal.note(new Entry("", one.account, one.id, Told.DONE, 0)); // the checks will say that it is lost
                held.remove(one);
            }
            return;
        }
        if (state[0].equals("FINISHED")) {
            held.remove(one);
        } else if (state[1].equals("letter") || state[1].equals("settle")) {
            tell(one, one.id, state[1]);
        } else if (state[1].equals("receipt") && !state[2].equals("-")) {
            tell(one, state[2], "address");
        }
    }

    private void open(Held one) {
        var answer = ask("open\t" + one.account + "\t" + name());
        if (answer[0].equals(NOBODY)) {
            return;
        }
        if (answer[0].equals("done")) {
            one.id = answer[1];
        }
        journal.note(new Entry("", one.account, one.id, told(answer), flushed.getAsLong()));
    }

    private void tell(Held one, String caseId, String step) {
        var request = name();
        var answer = ask("tell\t" + caseId + "\t" + request + "\t" + step);
        if (answer[0].equals(NOBODY)) {
            return;
        }
        journal.note(new Entry(request, one.account, caseId, told(answer), flushed.getAsLong()));
    }

    private static Told told(String[] answer) {
        return switch (answer[0]) {
            case "done" -> Told.DONE;
            case "refused" -> Told.REFUSED;
            case "failed" -> Told.FAILED;
            default -> Told.UNKNOWN;
        };
    }

    private String name() {
        return "caller-" + number + "-" + ++requests;
    }

    /// @return what came back, one empty word if nothing did, or [#NOBODY]
    private String[] ask(String line) {
        Connection to;
        try {
            to = connection();
        } catch (IOException nobodyThere) {
            return new String[] {NOBODY};
        }
        try {
            to.socket().getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            var answer = to.in().readLine();
            if (answer != null) {
                return answer.split("\t");
            }
        } catch (IOException itIsGone) {
            // as below
        }
        drop();
        return new String[] {""};
    }

    /// Stays with a node for a while, and then takes another.
    private Connection connection() throws IOException {
        var now = connection;
        if (now != null && now.node().isReady() && random.nextInt(16) != 0) {
            return now;
        }
        drop();
        var node = nodes.get().orElseThrow(() -> new IOException("no node is alive"));
        var socket = node.connect();
        socket.setSoTimeout(30_000);
        var made = new Connection(
                node,
                socket,
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
        connection = made;
        return made;
    }

    private void drop() {
        var now = connection;
        connection = null;
        if (now != null) {
            try {
                now.socket().close();
            } catch (IOException already) {
                // it is closed
            }
        }
    }
}
