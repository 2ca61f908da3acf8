package io.throughline.torture;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Input;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.TorturedCases;
import io.throughline.platform.records.TorturedRecords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A process of the platform, made to be killed: the product's cases, effects and timers over Hikari and pgjdbc, and a
/// door for callers. `Node DATABASE-PORT BOOKS-PORT LEASE-MILLIS PLANTED`; says its port when it is ready. It ends when
/// its standard input does, so that none is left behind.
public final class Node {
    static final String TENANT = "main";

    private final TorturedCases room;
    private final Cases cases;

    private Node(TorturedCases room) {
        this.room = room;
        this.cases = room.cases();
    }

    public static void main(String[] arguments) throws IOException {
        Quiet.logs();
        var planted = Arrays.stream(Planted.values())
                .filter(one -> one.word().equals(arguments[3]))
                .findFirst()
                .orElse(null);
        var source = new HikariDataSource(pool(Integer.parseInt(arguments[0])));
        var clock = InstantSource.system();
        var ledger = new Ledger(Integer.parseInt(arguments[1]), planted);
        var room = new TorturedCases(
                source,
                TENANT,
                new Definitions(),
                TorturedRecords.handlers(source, TENANT, List.of(ledger), clock),
                clock,
                Duration.ofMillis(Long.parseLong(arguments[2])),
                planted);
        room.start();
        var door = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        var node = new Node(room);
        Thread.ofPlatform().daemon().start(() -> node.accept(door));
        System.out.println("ready " + door.getLocalPort());
        while (System.in.read() >= 0) {
            // the harness says nothing; when it is gone, so are we
        }
        room.close();
        source.close();
        System.exit(0);
    }

    private static HikariConfig pool(int port) {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + Server.DATABASE
                + "?sslmode=disable&gssEncMode=disable"); // the proxy reads along
        config.setUsername(Server.APPLICATION);
        config.setMaximumPoolSize(12);
        config.setConnectionTimeout(10_000); // as the product
        config.setInitializationFailTimeout(-1); // the database may be down at this moment
        return config;
    }

    private void accept(ServerSocket door) {
        while (true) {
            try {
                var caller = door.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller;
                var in = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8))) {
            caller.setTcpNoDelay(true);
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                caller.getOutputStream().write((answer(line.split("\t")) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException callerIsGone) {
            // what was asked is done or not, all the same
        }
    }

    private String answer(String[] asked) {
        try {
            return switch (asked[0]) {
                case "open" ->
                    "done\t"
                            + cases.open(
                                            "debt",
                                            Map.of("accountId", asked[1], "customerId", "C"),
                                            by(asked[2]),
                                            asked[1])
                                    .caseId();
                case "state" -> cases.find(asked[1]).map(Node::told).orElse("gone");
                case "tell" ->
                    switch (cases.apply(asked[1], input(asked[3]), by(asked[2]))) {
                        case Cases.Outcome.Moved(var state, var _) -> "done\t" + told(state);
                        case Cases.Outcome.Refused(var _, var refusal) -> "refused\t" + refusal.code();
                    };
                case "taken" -> Integer.toString(room.taken(asked[1]));
                default -> throw new IllegalArgumentException(asked[0]);
            };
        } catch (Cases.UnknownCase unknown) {
            return "gone";
        } catch (RuntimeException fault) {
            return (TorturedCases.mayBeCommitted(fault) ? "unknown\t" : "failed\t")
                    + fault.getClass().getSimpleName();
        }
    }

    /// Where a case stands; the child that it waits for, if it does.
    private static String told(CaseState state) {
        return state.status() + "\t" + state.at() + "\t"
                + Objects.toString(state.fact("receipt.case").orElse("-"));
    }

    private static Input input(String step) {
        return switch (step) {
            case "letter" -> new Input.Chosen("letter", "opened");
            case "settle" -> new Input.Chosen("settle", "paid");
            case "address" -> new Input.Answered("address", Map.of("street", "1 High Street"), Map.of());
            default -> throw new IllegalArgumentException(step);
        };
    }

    /// A caller's request is found again in the evidence by who made it.
    private static By by(String request) {
        return new By(By.Actor.CUSTOMER, request, By.Channel.WEB);
    }
}
