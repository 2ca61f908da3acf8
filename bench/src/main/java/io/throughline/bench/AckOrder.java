package io.throughline.bench;

import io.throughline.engine.CaseState;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/// Shows that no acknowledgement precedes its fsync: `bench/ack-order` runs [#run] under strace and then [#check].
///
/// A caller writes a line after each acknowledged change and before it asks for the next. So the commit of a change
/// lies between two lines of its caller, and between these an fsync of the log must have begun **and** ended.
public final class AckOrder {
    private static final Pattern CALL =
            Pattern.compile("(\\d+) +(\\d+\\.\\d+) (?:<\\.\\.\\. )?(fdatasync|fsync|write)(.*)");
    private static final Pattern ACK = Pattern.compile(".*\"ack (\\d+) .*");

    private AckOrder() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "run" -> run(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), arguments[3]);
            case "check" -> System.exit(check(Path.of(arguments[1])));
            default -> throw new IllegalArgumentException("run CALLERS CHANGES on|off, or check FILE");
        }
    }

    private static void run(int callers, int changes, String synchronousCommit) throws Exception {
        try (var server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", synchronousCommit)
                        .setServerConfig("wal_writer_delay", "10s") // else it flushes for us, and proves nothing
                        .start();
                var cases = new ReferenceCases(server.getPostgresDatabase(), () -> {}, () -> {});
                var lines = new FileOutputStream("/dev/null");
                var threads = Executors.newFixedThreadPool(callers)) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                running.add(threads.submit(() -> {
                    work(cases, caller, changes, lines);
                    return true;
                }));
            }
            for (var one : running) {
                one.get();
            }
        }
    }

    private static void work(ReferenceCases cases, int caller, int changes, FileOutputStream lines) throws IOException {
        var events = List.of("opened", "verified", "paid");
        var id = "";
        for (int i = 0; i < changes; i++) {
            if (i % 4 == 0) {
                id = cases.open(caller + "-" + i, ReferenceCases.facts("A", "C", "t", "card", 700.5, 45, false, i));
            } else if (cases.tell(id, events.get(i % 4 - 1)).status() == CaseState.Status.EXCEPTION) {
                throw new IllegalStateException("the case is with a person");
            }
            lines.write(("ack " + caller + " " + i + "\n").getBytes(StandardCharsets.US_ASCII)); // one system call
        }
    }

    private static int check(Path trace) throws IOException {
        Map<String, Double> begun = new HashMap<>(); // by process, an fsync that has not ended
        Map<String, Double> acknowledged = new HashMap<>(); // by caller
        double whole = Double.NEGATIVE_INFINITY; // latest beginning of an fsync that has ended
        int fsyncs = 0;
        int acks = 0;
        int early = 0;
        for (var line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
            var call = CALL.matcher(line);
            if (!call.matches()) {
                continue;
            }
            var process = call.group(1);
            double at = Double.parseDouble(call.group(2));
            var rest = call.group(4);
            var ack = ACK.matcher(rest);
            if (call.group(3).equals("write")) {
                if (ack.matches()) {
                    acks++;
                    var before = acknowledged.put(ack.group(1), at);
                    if (before != null && whole < before) {
                        early++;
                        System.out.println("no fsync began and ended before: " + line);
                    }
                }
            } else if (rest.contains("unfinished")) {
                begun.put(process, at);
            } else {
                var start = rest.contains("resumed") ? begun.remove(process) : Double.valueOf(at);
                fsyncs++;
                whole = start == null ? whole : Math.max(whole, start);
            }
        }
        System.out.printf(
                "%d acknowledgements of %d callers, %d fsyncs, %d acknowledged before their fsync%n",
                acks, acknowledged.size(), fsyncs, early);
        return acks > 0 && early == 0 ? 0 : 1;
    }
}
