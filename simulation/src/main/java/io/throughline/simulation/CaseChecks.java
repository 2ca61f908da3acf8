package io.throughline.simulation;

import io.throughline.engine.CaseState;
import io.throughline.platform.cases.CaseTables;
import io.throughline.platform.cases.CaseTables.CaseRow;
import io.throughline.platform.cases.CaseTables.EventRow;
import io.throughline.platform.outreach.OutreachTables.ContactRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whether cases are whole: state, evidence, timers and effects belong together (I4), the evidence is unbroken and true
/// (I6), nothing that a case waits for is lost (I2), tenants are apart (I7), no secret is in it (I9), and each goes on
/// (I10). The chain is verified here anew, with nothing but SHA-256.
final class CaseChecks {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LATE = Duration.ofMinutes(3);
    private static final Set<String> TOLD = Set.of("written-back", "payment-captured", "case-finished", "contact-sent");

    private final World world;
    private final Set<Key> changed = new TreeSet<>();
    private final Map<Key, Boolean> waitsForNothing = new HashMap<>();

    CaseChecks(World world) {
        this.world = world;
    }

    /// Notes which cases a commit was about, and looks at what only the commit itself shows.
    void committed(List<MemoryDatabase.Written> rows) {
        var tables = world.caseTables();
        var moved = new HashSet<String>();
        var evidenced = new HashSet<String>();
        for (var row : rows) {
            if (row.table() == tables.cases && row.after() instanceof CaseRow after) {
                changed.add((Key) row.key());
                if (!(row.before() instanceof CaseRow before) || before.seq() != after.seq()) {
                    moved.add(after.id());
                }
            } else if (row.table() == tables.events && row.after() instanceof EventRow after) {
                changed.add(new Key(((Key) row.key()).tenant(), after.caseId()));
                evidenced.add(after.caseId());
                if (row.before() != null) {
                    violated(
                            ((Key) row.key()).tenant(),
                            6,
                            "event " + after.number() + " of case " + after.caseId() + " was overwritten");
                }
            } else if (row.table() == tables.effects && row.before() instanceof CaseTables.EffectRow before) {
                changed.add(new Key(((Key) row.key()).tenant(), before.caseId()));
                if (row.after() == null) {
                    ended((Key) row.key(), before.caseId());
                }
            } else if (row.table() == tables.settled
                    && row.after() instanceof CaseTables.Settled(var given, var held)
                    && given != held) {
                violated(
                        ((Key) row.key()).tenant(),
                        2,
                        "effect " + ((Key) row.key()).name() + " was settled under fence " + given
                                + " while it was held under " + held);
            }
        }
        moved.removeAll(evidenced);
        for (var caseId : moved) {
            world.say("moved without evidence: " + caseId);
        }
    }

    /// An effect is over: then its case must not wait for it.
    private void ended(Key effect, String caseId) {
        var row = world.caseTables().cases.get(new Key(effect.tenant(), caseId));
        if (row != null && row.state().pending().containsKey(effect.name())) {
            violated(effect.tenant(), 2, "effect " + effect.name() + " is over and its case waits for it");
        }
    }

    private void violated(String tenant, int invariant, String what) {
        world.towns().stream()
                .filter(town -> town.name().equals(tenant))
                .findFirst()
                .ifPresent(town -> world.violated(invariant, town, what));
    }

    /// Checks what changed since the last time, or everything.
    void run(boolean all) {
        for (var town : world.towns()) {
            var keys = all
                    ? List.copyOf(world.caseTables()
                            .cases
                            .between(new Key(town.name(), ""), new Key(town.name(), "\uffff"))
                            .keySet())
                    : List.copyOf(changed);
            for (var key : keys) {
                var row = world.caseTables().cases.get(key);
                if (row != null && key.tenant().equals(town.name())) {
                    new One(town, key, row).check(all);
                }
            }
        }
        changed.clear();
    }

    /// Whether effects are still to be carried out. Waiting for a child is none: a person may have it.
    boolean hasWork() {
        return world.caseTables().effects.rows().values().stream()
                .anyMatch(row -> row.dueAt() != null && !row.kind().equals("OpenCase"));
    }

    /// The checks of one case.
    private final class One {
        private final Town town;
        private final Key key;
        private final CaseRow row;
        private final CaseState state;

        One(Town town, Key key, CaseRow row) {
            this.town = town;
            this.key = key;
            this.row = row;
            this.state = row.state();
        }

        void check(boolean atTheEnd) {
            chain();
            waits();
            if (!state.tenant().equals(town.name())) {
                violated(7, "is of tenant " + state.tenant());
            }
            for (var secret : town.secretsOfCase(row.id())) {
                if (row.kept().contains(secret)) {
                    violated(9, "holds the link of a message");
                }
            }
            if (atTheEnd && !world.isSettled(key, row)) {
                violated(10, "has not ended and is with nobody: at " + state.at() + ", waits for " + state.awaiting());
            }
        }

        private void chain() {
            byte[] previous = new byte[32];
            int number = 0;
            var receipts = new HashSet<String>();
            var secrets = town.secretsOfCase(row.id());
            var events = world.caseTables()
                    .events
                    .between(key, new Key(key.tenant(), key.name(), Integer.MAX_VALUE))
                    .values();
            for (var event : events) {
                number++;
                if (event.number() != number) {
                    violated(6, "has no event " + number);
                    return;
                }
                previous = hash(previous, town.name() + '/' + row.id() + '/' + number + ' ' + event.body());
                if (!Arrays.equals(previous, event.hash())) {
                    violated(6, "has another event " + number + " than its hash says");
                    return;
                }
                if (secrets.stream().anyMatch(event.body()::contains)) {
                    violated(9, "tells the link of a message in event " + number);
                }
                if (Watch.typesOf(event.body()).stream().anyMatch(TOLD::contains)) {
                    for (var told : JSON.readTree(event.body()).path("events")) {
                        isTrue(told, receipts);
                    }
                }
            }
            if (number != row.events() || !Arrays.equals(previous, row.head())) {
                violated(4, "has " + number + " events and says it has " + row.events());
            }
        }

        /// Whether the outside world agrees with an event.
        private void isTrue(JsonNode event, Set<String> receipts) {
            var details = event.path(2);
            switch (event.path(0).asString("")) {
                case "written-back" ->
                    posted(
                            details.path("operation").asString(""),
                            details.path("receipt").asString(""));
                case "case-finished" ->
                    posted(
                            details.path("proof").asString(""),
                            details.path("receipt").asString(""));
                case "payment-captured" -> {
                    var receipt = details.path("receipt").asString("");
                    var session = town.processor().ofReceipt(receipt);
                    if (session.isEmpty()
                            || Processor.amount(session.get()).minor()
                                    != details.path("amount").path("minor").asLong()) {
                        violated(6, "says that " + receipt + " was captured, and the processor does not");
                    }
                    if (!receipts.add(receipt)) {
                        violated(6, "has been paid twice under " + receipt);
                    }
                }
                case "contact-sent" -> {
                    var contact = details.path("reference").asString("");
                    if (!left(contact)) {
                        violated(6, "says that message " + contact + " went out, and the carrier has never had it");
                    }
                }
                default -> {
                    // nothing that the outside could contradict
                }
            }
        }

        private void posted(String operation, String receipt) {
            var system = operation.substring(0, Math.max(0, operation.indexOf('.')));
            var entry = town.system(system).flatMap(books -> books.ofReceipt(receipt));
            if (entry.isEmpty()) {
                violated(6, "says that " + system + " has posted " + receipt + ", and it has not");
            }
        }

        private boolean left(String contactId) {
            var contact = world.outreachTables().contacts.get(new Key(town.name(), contactId));
            return contact != null && town.carrier().sent().stream().anyMatch(sent -> is(sent, contact));
        }

        private static boolean is(Carrier.Sent sent, ContactRow contact) {
            return sent.byText()
                    ? sent.address().equals(contact.address())
                            && sent.reference().equals(Integer.toString(contact.reference()))
                    : sent.reference().equals(contact.id());
        }

        private void waits() {
            var finished = state.status() == CaseState.Status.FINISHED;
            var next = state.nextTimer().orElse(null);
            if (finished && state.outcome() != null) {
                var proof = world.workflows()
                        .current(state.workflow())
                        .resolution()
                        .proof()
                        .get(state.outcome());
                var receipt = state.proofs().get(proof);
                if (receipt == null) {
                    violated(2, "ended as " + state.outcome() + " without its proof");
                }
            }
            if (!finished
                    && next != null
                    && (row.timerAt() == null
                            || row.timerAt().isAfter(next.plus(LATE))
                                    && row.timerAt().isAfter(world.now().plus(LATE)))) {
                violated(4, "has a timer at " + next + " that will not ring");
            }
            for (var effect : state.pending().keySet()) {
                if (world.caseTables().effects.get(new Key(town.name(), effect)) == null) {
                    violated(2, "waits for " + effect + ", which nobody will carry out");
                }
            }
            boolean silent = !finished
                    && row.queue() == null
                    && next == null
                    && state.pending().isEmpty();
            if (silent && waitsForNothing.put(key, true) == null) {
                violated(10, "waits at " + state.at() + " for " + state.awaiting() + " and for nothing that will come");
            }
        }

        private void violated(int invariant, String what) {
            world.violated(invariant, town, "case " + row.id() + " " + what);
        }
    }

    private static byte[] hash(byte[] previous, String placed) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            return digest.digest(placed.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
