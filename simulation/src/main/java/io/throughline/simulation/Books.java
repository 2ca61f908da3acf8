package io.throughline.simulation;

import io.throughline.engine.Money;
import io.throughline.platform.records.SystemOfRecord;
import io.throughline.workflow.FactType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A system of record of a town: records that it makes up by what definitions read of it, and postings by their key.
final class Books {
    private static final Duration HANGS = Duration.ofSeconds(20);

    private final World world;
    private final Town town;
    private final String name;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private Instant downUntil = Instant.MIN;

    /// A posting.
    record Entry(String key, String operation, Map<String, Object> values, String receipt, Instant at) {}

    Books(World world, Town town, String name) {
        this.world = world;
        this.town = town;
        this.name = name;
    }

    Iterable<Entry> entries() {
        return entries.values();
    }

    Optional<Entry> ofReceipt(String receipt) {
        return entries.values().stream()
                .filter(entry -> entry.receipt().equals(receipt))
                .findFirst();
    }

    boolean hasOf(String keyPrefix) {
        return entries.keySet().stream().anyMatch(key -> key.startsWith(keyPrefix));
    }

    SystemOfRecord seenFrom(SimulatedProcess process) {
        return new Wire(process);
    }

    private final class Wire implements SystemOfRecord {
        private final SimulatedProcess process;

        Wire(SimulatedProcess process) {
            this.process = process;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Reading read(String read, String key) {
            return process.call(
                    name + " reads",
                    () -> isDown()
                            ? new Reading.Unavailable("no answer")
                            : new Reading.Found(facts(read, key), world.now()));
        }

        @Override
        public Posting post(String operation, Map<String, Object> values, String key) {
            var faults = world.faults();
            var used = world.isPlanted(Planted.KEY_AT_RANDOM) ? key + "/" + faults.below(1_000_000) : key;
            var answer = process.call(name + " posts", () -> {
                if (isDown() || faults.happens(Fault.LEDGER_TIMES_OUT_BEFORE)) {
                    return new Posting.Unknown("no answer");
                }
                if (entries.get(used) == null && faults.happens(Fault.LEDGER_REJECTS)) {
                    return new Posting.Rejected("account-closed", "this account takes no postings");
                }
                var posted = posted(operation, values, used);
                return faults.happens(Fault.LEDGER_TIMES_OUT_AFTER) ? new Posting.Unknown("timed out") : posted;
            });
            if (faults.happens(Fault.LEDGER_HANGS)) {
                world.sleep(HANGS);
                answer = new Posting.Unknown("hung");
            }
            return answer instanceof Posting.Unknown && world.isPlanted(Planted.WRITTEN_GUESSED)
                    ? new Posting.Confirmed("guessed-" + key, world.now())
                    : answer;
        }

        @Override
        public Lookup lookUp(String key) {
            return process.call(name + " looks up", () -> {
                if (isDown()) {
                    return new Lookup.Unavailable("no answer");
                }
                var entry = entries.get(key);
                return entry == null ? new Lookup.Absent() : new Lookup.Posted(entry.receipt(), entry.at());
            });
        }
    }

    private boolean isDown() {
        var faults = world.faults();
        if (faults.happens(Fault.LEDGER_DOWN)) {
            downUntil = world.now().plus(faults.between(Duration.ofSeconds(10), Duration.ofHours(2)));
        }
        return !faults.areOver() && world.now().isBefore(downUntil);
    }

    private SystemOfRecord.Posting posted(String operation, Map<String, Object> values, String key) {
        var known = entries.get(key);
        if (known != null
                && !(known.operation().equals(operation) && known.values().equals(values))) {
            return new SystemOfRecord.Posting.Rejected("key-reused", "this key was used for something else");
        }
        if (known == null) {
            known = new Entry(
                    key,
                    operation,
                    new TreeMap<>(values),
                    name + "-" + town.name() + "-" + entries.size(),
                    world.now());
            entries.put(key, known);
            world.say(name + " posted " + operation + " " + known.receipt());
        }
        return new SystemOfRecord.Posting.Confirmed(known.receipt(), known.at());
    }

    // ---- records

    private Map<String, Object> facts(String read, String key) {
        var random = new SplittableRandom(world.seed() ^ Objects.hash(name, read, key));
        var facts = new TreeMap<String, Object>();
        world.workflows()
                .fieldsOf(name, read)
                .forEach((field, type) -> facts.put(field, value(field, type, key, random)));
        return facts;
    }

    private Object value(String field, FactType type, String key, SplittableRandom random) {
        return switch (type) {
            case TEXT ->
                switch (field) {
                    case "id" -> key;
                    case "customerId" ->
                        town.people()
                                .account(key)
                                .map(account -> account.customerId())
                                .orElse(key);
                    default -> "word" + random.nextInt(4);
                };
            case MONEY -> new Money(owed(field, key, 5_000 + random.nextInt(150_000)), "USD").toFact();
            case DATE -> world.today().minusDays(random.nextInt(60)).toString();
            case WHOLE -> (long) random.nextInt(random.nextInt(4) == 0 ? 200 : 4);
            case YES_NO -> random.nextBoolean();
            case DOCUMENT, LIST -> throw new IllegalStateException("no record has a " + type.word());
        };
    }

    /// A balance is what was owed less what was posted.
    private long owed(String field, String account, long first) {
        if (!field.equals("balance")) {
            return first;
        }
        long paid = entries.values().stream()
                .filter(entry -> entry.operation().equals("post-payment")
                        && account.equals(entry.values().get("account"))
                        && entry.values().get("amount") instanceof Map<?, ?>)
                .mapToLong(entry -> Money.fromFact(
                                Objects.requireNonNull(entry.values().get("amount")))
                        .minor())
                .sum();
        return Math.max(0, first - paid);
    }
}
