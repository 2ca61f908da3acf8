package io.throughline.simulation;

import io.throughline.engine.CaseState;
import io.throughline.engine.Money;
import io.throughline.platform.cases.CaseTables;
import io.throughline.platform.payments.SimulatedPayments;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Whether money was moved once (I1), and the processor, the books and the cases tell the same of it (I5).
final class MoneyChecks {
    private final World world;

    MoneyChecks(World world) {
        this.world = world;
    }

    void run(boolean atTheEnd) {
        for (var town : world.towns()) {
            attempts(town);
            charges(town, atTheEnd);
            town.systems().forEach(books -> postings(town, books));
        }
    }

    private void attempts(Town town) {
        var live = new HashSet<String>();
        SimulatedPayments.live(world.paymentTables(), town.name())
                .filter(obligation -> !live.add(obligation))
                .forEach(obligation -> world.violated(1, town, "two attempts to be paid at once: " + obligation));
    }

    private void charges(Town town, boolean atTheEnd) {
        var charged = new HashMap<String, String>();
        for (var session : town.processor().sessions()) {
            var receipt = session.receipt;
            if (receipt == null) {
                continue;
            }
            var before = charged.put(session.obligation(), receipt);
            if (before != null) {
                world.violated(1, town, session.obligation() + " was charged twice: " + before + " and " + receipt);
            }
            if (atTheEnd) {
                isKnown(town, session, receipt);
            }
        }
    }

    /// Money that was taken is posted, or somebody has the case and knows.
    private void isKnown(Town town, Processor.Session session, String receipt) {
        var caseId = session.asked.caseId();
        var row = world.caseTables().cases.get(new Key(town.name(), caseId));
        boolean told = events(town, caseId)
                .anyMatch(body -> body.contains(receipt)
                        || Watch.typesOf(body).contains("payment-mismatch") && body.contains(session.asked.key()));
        boolean posted = town.systems().stream()
                .flatMap(books -> StreamSupport.stream(books.entries().spliterator(), false))
                .anyMatch(entry -> entry.values().containsValue(receipt));
        boolean withPerson =
                row != null && (row.state().status() != CaseState.Status.FINISHED || wasWithPerson(town, caseId));
        if (!told) {
            world.violated(2, town, receipt + " was captured, and case " + caseId + " has never heard of it");
        }
        if (!posted && !withPerson) {
            world.violated(5, town, receipt + " was captured and never posted, and case " + caseId + " has ended");
        }
    }

    /// Then a person has decided what becomes of it.
    private boolean wasWithPerson(Town town, String caseId) {
        return events(town, caseId).anyMatch(body -> Watch.typesOf(body).contains("exception-raised"));
    }

    private Stream<String> events(Town town, String caseId) {
        return world
                .caseTables()
                .events
                .between(new Key(town.name(), caseId), new Key(town.name(), caseId, Integer.MAX_VALUE))
                .values()
                .stream()
                .map(CaseTables.EventRow::body);
    }

    private void postings(Town town, Books books) {
        Map<String, String> byReceipt = new HashMap<>();
        Set<String> keys = new HashSet<>();
        for (var entry : books.entries()) {
            if (!keys.add(entry.key())
                    || world.recordTables().writebacks.get(new Key(town.name(), entry.key())) == null) {
                world.violated(5, town, "posting " + entry.receipt() + " was made under a key we never wrote down");
            }
            if (entry.operation().equals("post-payment") && entry.values().get("receipt") instanceof String receipt) {
                var before = byReceipt.put(receipt, entry.receipt());
                if (before != null) {
                    world.violated(5, town, receipt + " was posted twice: " + before + " and " + entry.receipt());
                }
                var session = town.processor().ofReceipt(receipt);
                var amount = entry.values().get("amount");
                if (session.isEmpty()
                        || amount == null
                        || !Processor.amount(session.get()).equals(Money.fromFact(amount))) {
                    world.violated(
                            5, town, "posting " + entry.receipt() + " is not what the processor took under " + receipt);
                }
            }
        }
    }
}
