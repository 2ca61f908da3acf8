package io.throughline.bench.plan;

import io.throughline.bench.Benchmark;
import io.throughline.policy.pack.PackDirectory;
import io.throughline.policy.pack.Policy;
import io.throughline.policy.pack.Situation;
import io.throughline.policy.plan.PlanSheet;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// A million generated accounts planned by all packs; and a decision of the Regulation F pack beside one bare CEL
/// evaluation and beside Drools on the same facts. Nothing touches a database: what is measured is processor time.
public final class PlanBenchmark implements Benchmark {
    private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");
    private static final long SEED = 5;
    private static final int ACCOUNTS = 1_000_000;
    private static final int PART = 5_000;
    private static final int COMPARED = 2_000;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 5;
    private static final double MEGA = 1e6;
    private final PrintStream progress;
    private int sink;

    /// @param progress where it tells what the plan came to
    public PlanBenchmark(PrintStream progress) {
        this.progress = progress;
    }

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public List<Result> run() throws Exception {
        var folder = packs();
        var results = new ArrayList<Result>(compared(folder));
        results.addAll(portfolio(new PackDirectory(folder).read()));
        return results;
    }

    /// The shipped packs, from here or above.
    static Path packs() throws IOException {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("packs/10-regf.yaml"))) {
                return folder.resolve("packs");
            }
        }
        throw new IOException("packs/10-regf.yaml is neither here nor above");
    }

    /// Only the Regulation F pack, and how the engine decides.
    static Policy regulationF(Path folder) throws IOException {
        var texts = new java.util.TreeMap<String, String>();
        for (var file : List.of("facts.yaml", "00-engine.yaml", "10-regf.yaml")) {
            texts.put(file, Files.readString(folder.resolve(file)));
        }
        return io.throughline.policy.pack.PackReader.read(texts);
    }

    private List<Result> compared(Path folder) throws Exception {
        var policy = regulationF(folder);
        var drools = new DroolsRules();
        var situations = new ArrayList<Situation>();
        var inserted = new ArrayList<List<Object>>();
        var makes = new Situations(policy);
        for (int i = 0; i < COMPARED; i++) {
            var one = Generated.of(SEED, i, NOW);
            situations.addAll(makes.of(one, NOW));
            one.asks().forEach(ask -> inserted.add(DroolsRules.facts(one, ask, NOW)));
        }
        for (int i = 0; i < situations.size(); i++) {
            requireSame(policy, situations.get(i), drools, inserted.get(i));
        }
        var cel = new BareCel();
        double bare = Double.MAX_VALUE;
        double now = Double.MAX_VALUE;
        double when = Double.MAX_VALUE;
        double theirs = Double.MAX_VALUE;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double a = nanos(situations, one -> sink += policy.ruleNow(one).permits() ? 1 : 0);
            double b = nanos(situations, one -> sink += policy.rule(one).permits() ? 1 : 0);
            double c = nanos(inserted, facts -> sink += drools.ask(facts).size());
            double d = nanos(situations, _ -> sink += cel.holds() ? 1 : 0);
            if (round >= 0) {
                now = Math.min(now, a);
                when = Math.min(when, b);
                theirs = Math.min(theirs, c);
                bare = Math.min(bare, d);
            }
        }
        return List.of(
                Result.of("Regulation F, decisions", 1e9 / now, "a second", 1e9 / theirs, "Drools"),
                Result.of("the same with notBefore", 1e9 / when, "a second", 1e9 / theirs, "Drools"),
                Result.of("Regulation F, a decision", now / 1e3, "µs", bare / 1e3, "bare CEL µs"));
    }

    /// Faster and wrong would be no feat.
    private static void requireSame(Policy policy, Situation situation, DroolsRules drools, List<Object> facts) {
        var ours = Verdicts.of(policy.decide(situation));
        var theirs = DroolsRules.verdict(drools.ask(facts));
        if (!ours.equals(theirs)) {
            throw new IllegalStateException("the packs say " + ours + ", Drools " + theirs + " of " + facts);
        }
    }

    /// Processor time of this thread for one item.
    private static <T> double nanos(List<T> items, Consumer<T> what) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        items.forEach(what);
        return (threads.getCurrentThreadCpuTime() - before) / (double) items.size();
    }

    private List<Result> portfolio(Policy policy) throws Exception {
        var plan = new GeneratedPlan(policy, SEED, NOW);
        plan.plan(0, 20_000);
        System.gc();
        var sheet = new PlanSheet();
        var decisions = new AtomicLong();
        int workers = Runtime.getRuntime().availableProcessors();
        long cpuBefore = processorTime();
        long started = System.nanoTime();
        long heap;
        try (var peak = new Peak();
                var pool = Executors.newFixedThreadPool(workers)) {
            var parts = new ArrayList<Callable<GeneratedPlan.Part>>();
            for (long from = 0; from < ACCOUNTS; from += PART) {
                long first = from;
                parts.add(() -> plan.plan(first, first + PART));
            }
            for (var part : pool.invokeAll(parts)) {
                sheet.join(part.get().sheet());
                decisions.addAndGet(part.get().decisions());
            }
            heap = peak.most();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        double cpu = (processorTime() - cpuBefore) / 1e9;
        int ordered = sheet.order().length;
        var sum = sheet.sum();
        progress.println(sum.accounts() + " accounts, " + ordered + " touched by " + sum.channels()
                + ", of these later " + sum.later() + "; held " + sum.held());
        return List.of(
                Result.of("accounts planned", ACCOUNTS / seconds, "a second", ACCOUNTS / cpu, "a CPU second"),
                Result.of(
                        "decisions, all packs",
                        decisions.get() / seconds,
                        "a second",
                        decisions.get() / cpu,
                        "a CPU second"),
                Result.of("1,000,000 accounts", seconds, "s", cpu / workers, "s CPU per core"),
                Result.of(
                        "heap at most, garbage too",
                        heap / MEGA,
                        "MB",
                        Runtime.getRuntime().maxMemory() / MEGA,
                        "MB given"));
    }

    private static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /// Looks at the heap twenty times a second.
    private static final class Peak implements AutoCloseable {
        private final AtomicLong most = new AtomicLong();
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final Thread looking = Thread.ofPlatform().daemon().start(this::look);

        private void look() {
            var memory = ManagementFactory.getMemoryMXBean();
            while (!isOver.get()) {
                most.accumulateAndGet(memory.getHeapMemoryUsage().getUsed(), Math::max);
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        long most() {
            return most.get();
        }

        @Override
        public void close() {
            isOver.set(true);
            looking.interrupt();
        }
    }
}
