package io.throughline.torture;

import io.throughline.torture.Proxy.Cut;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A run: load, faults one kind after the other, the checks after each, and at the end everything must come to its end.
final class Torture {
    private static final int VIOLATIONS = 50; // then it is known
    private static final Duration WITHOUT_LOAD = Duration.ofMinutes(3);

    private final Plan plan;
    private final Consumer<String> progress;
    private final SplittableRandom random;
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Integer> faults = new LinkedHashMap<>();
    private final Map<String, Integer> seen = new LinkedHashMap<>();
    private int stuck;
    private int cases;
    private int checked;

    Torture(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        random = new SplittableRandom(plan.seed());
    }

    Report run() throws IOException {
        long start = System.nanoTime();
        var requests = new LinkedHashMap<String, Integer>();
        var archive = plan.folder().resolve("node.jsa");
        if (plan.kills() + plan.databaseKills() + plan.lostAnswers() + plan.hangs() > 0) {
            underLoad(archive, requests);
        }
        if (plan.positions() > 0 && !isKnown()) {
            var log = new LogPositions(plan, archive, this::violated, progress);
            faults.put("log-positions", log.run());
            checked += log.checks();
            seen.put("log-positions-acknowledged-before", log.acknowledgedBefore());
        }
        return new Report(
                plan.seed(),
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                cases,
                faults,
                requests,
                seen,
                checked,
                List.copyOf(violations),
                stuck);
    }

    private void underLoad(Path archive, Map<String, Integer> requests) throws IOException {
        var settings = plan.planted() == Planted.ANSWERED_BEFORE_FLUSH
                ? "synchronous_commit = off\nwal_writer_delay = 5s"
                : "";
        try (var books = new Books();
                var cluster = new Cluster(
                        Server.create(plan.programs(), plan.folder().resolve("loaded"), settings),
                        books,
                        plan,
                        archive)) {
            var checks = new Checks(cluster.journal, books, this::violated);
            cluster.call(plan.callers(), () -> 0);
            loseAnswers(cluster, checks);
            killNodes(cluster, checks);
            hangNodes(cluster, checks);
            killDatabase(cluster, checks);
            if (!isKnown()) {
                progress.accept("letting every case end …");
                var left = cluster.drain();
                stuck = left.size();
                left.stream().limit(10).forEach(this::violated);
                cluster.dismissCallers();
                cluster.check(checks::runAll);
            }
            sum(cluster, books, requests);
            checked += checks.runs();
        }
    }

    private void sum(Cluster cluster, Books books, Map<String, Integer> requests) {
        cluster.journal
                .counts()
                .forEach((told, count) -> requests.put(told.name().toLowerCase(Locale.ROOT), count));
        seen.put("postings", books.entries().size());
        seen.put("postings-asked-again", (int)
                books.entries().stream().filter(entry -> entry.asked() > 1).count());
        cluster.check(con -> {
            try (var sql = con.createStatement();
                    var row = sql.executeQuery("select count(*) from cases.case_row")) {
                row.next();
                cases += row.getInt(1);
            }
        });
    }

    private void loseAnswers(Cluster cluster, Checks checks) {
        var proxy = cluster.proxy;
        int lost = 0;
        while (lost < plan.lostAnswers() && !isKnown()) {
            proxy.arm(
                    random.nextInt(10) == 0
                            ? Cut.BEFORE_COMMIT
                            : random.nextInt(3) == 0 ? Cut.WHILE_COMMITTING : Cut.AFTER_COMMIT);
            await(() -> !proxy.isArmed());
            if (random.nextInt(8) == 0) {
                proxy.refuseFor(Duration.ofMillis(random.nextInt(300)));
            }
            pause(20, 80);
            cluster.check(checks);
            lost = proxy.done(Cut.AFTER_COMMIT) + proxy.done(Cut.WHILE_COMMITTING);
            tell("lost answers", lost, plan.lostAnswers(), 50);
        }
        for (var cut : Cut.values()) {
            faults.put("cut-" + cut.name().toLowerCase(Locale.ROOT).replace('_', '-'), proxy.done(cut));
        }
    }

    private void killNodes(Cluster cluster, Checks checks) {
        int done = 0;
        while (done < plan.kills() && !isKnown()) {
            int victim = random.nextInt(cluster.nodes());
            await(() -> cluster.node(victim).isReady());
            pause(50, 700);
            cluster.node(victim).kill();
            cluster.check(checks);
            cluster.replace(victim);
            tell("platform killed", ++done, plan.kills(), 10);
        }
        for (int i = 0; i < cluster.nodes(); i++) {
            cluster.node(i).awaitReady();
        }
        faults.put("platform-killed", done);
    }

    private void hangNodes(Cluster cluster, Checks checks) {
        int done = 0;
        while (done < plan.hangs() && !isKnown()) {
            pause(50, 400);
            var victim = cluster.node(random.nextInt(cluster.nodes()));
            victim.hang();
            pause((int) plan.lease().toMillis() + 300, (int) plan.lease().toMillis() + 1_000);
            cluster.check(checks);
            victim.goOn();
            pause(200, 400);
            cluster.check(checks);
            tell("platform hung", ++done, plan.hangs(), 10);
        }
        faults.put("platform-hung", done);
    }

    private void killDatabase(Cluster cluster, Checks checks) {
        int done = 0;
        while (done < plan.databaseKills() && !isKnown()) {
            pause(300, 1_200);
            cluster.server.kill();
            cluster.server.start(List.of());
            cluster.check(checks);
            tell("PostgreSQL killed", ++done, plan.databaseKills(), 10);
        }
        faults.put("postgres-killed", done);
    }

    private void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + WITHOUT_LOAD.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("nothing goes on: there is no load");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void pause(int from, int to) {
        LockSupport.parkNanos(
                Duration.ofMillis(from + random.nextInt(to - from)).toNanos());
    }

    private void tell(String what, int done, int of, int every) {
        if (done % every == 0 || done == of) {
            progress.accept("%s: %d of %d, %d violations".formatted(what, done, of, violations.size()));
        }
    }

    private synchronized void violated(String what) {
        if (violations.size() < VIOLATIONS && !violations.contains(what)) {
            violations.add(what);
        }
    }

    private synchronized boolean isKnown() {
        return violations.size() >= (plan.planted() == null ? VIOLATIONS : 1);
    }
}
