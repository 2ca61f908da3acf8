package io.throughline.platform.records;

import io.throughline.engine.Money;
import io.throughline.platform.cases.CasePayments;
import io.throughline.platform.payments.PaymentProcessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Compares what the processor captured, what the ledger has posted and what cases say was paid, by
/// the processor's receipt, and names every difference.
@Component
class Reconcile {
    private static final int PAGE = 100;
    private static final int LEDGER_PAGE = 500;
    private final PaymentProcessor processor;
    private final Ledger ledger;
    private final CasePayments cases;

    Reconcile(PaymentProcessor processor, Ledger ledger, CasePayments cases) {
        this.processor = processor;
        this.ledger = ledger;
        this.cases = cases;
    }

    /// Sums are minor units of `currency`; what is in another currency is a difference.
    record Report(long captured, long posted, long onCases, String currency, List<Difference> differences) {}

    /// One receipt on which the three do not agree. `key` is the processor's key, or the ledger's if there is no
    /// charge.
    record Difference(
            @Nullable @com.fasterxml.jackson.annotation.JsonProperty("case")
            String caseId,

            @Nullable String key,
            String receipt,
            String what,
            long captured,
            long posted,
            long onCase) {}

    /// Cases are read first and the processor last: what happens meanwhile shows up as captured and
    /// not yet posted, never as posted without a charge.
    Report run() throws IOException, InterruptedException {
        var byReceipt = new TreeMap<String, Line>();
        cases.each(payment -> {
            var line = line(byReceipt, payment.receipt());
            line.caseId = payment.caseId();
            line.onCase += take(line, payment.amount());
        });
        readLedger(byReceipt);
        readProcessor(byReceipt);
        return report(byReceipt);
    }

    private void readLedger(Map<String, Line> byReceipt) throws IOException, InterruptedException {
        long after = 0;
        var page = ledger.postings(after, LEDGER_PAGE);
        while (!page.isEmpty()) {
            for (var posting : page) {
                after = Math.max(after, posting.seq());
                var amount = posting.amount();
                if (posting.operation().equals("post-payment") && amount != null) {
                    String receipt = posting.paymentReceipt();
                    var line = line(byReceipt, receipt == null ? "posting " + posting.key() : receipt);
                    line.posted += take(line, amount);
                    line.postings++;
                    line.key = posting.key();
                }
            }
            page = ledger.postings(after, LEDGER_PAGE);
        }
    }

    private void readProcessor(Map<String, Line> byReceipt) throws InterruptedException {
        var keys = new TreeMap<String, String>();
        var page = processor.charges(null, PAGE);
        while (!page.isEmpty()) {
            for (var charge : page) {
                var line = line(byReceipt, charge.id());
                line.captured += take(line, charge.amount());
                line.key = charge.key();
                if (charge.caseId() != null) {
                    line.caseId = charge.caseId();
                }
                if (charge.key() != null && keys.put(charge.key(), charge.id()) != null) {
                    line.isDouble = true;
                }
            }
            page = processor.charges(page.getLast().id(), PAGE);
        }
    }

    private static Report report(Map<String, Line> byReceipt) {
        String currency = byReceipt.values().stream()
                .map(line -> line.currency)
                .filter(c -> c != null)
                .findFirst()
                .orElse("USD");
        long captured = 0;
        long posted = 0;
        long onCases = 0;
        var differences = new ArrayList<Difference>();
        for (var entry : byReceipt.entrySet()) {
            var line = entry.getValue();
            String what = what(line, currency);
            if (currency.equals(line.currency)) {
                captured += line.captured;
                posted += line.posted;
                onCases += line.onCase;
            }
            if (!what.isEmpty()) {
                differences.add(new Difference(
                        line.caseId, line.key, entry.getKey(), what, line.captured, line.posted, line.onCase));
            }
        }
        return new Report(captured, posted, onCases, currency, differences);
    }

    private static String what(Line line, String currency) {
        var what = new ArrayList<String>();
        if (line.mixed || !currency.equals(line.currency)) {
            what.add("another currency");
        }
        if (line.isDouble) {
            what.add("captured twice under one key");
        }
        if (line.postings > 1) {
            what.add("posted twice");
        }
        if (line.captured == 0) {
            what.add("not captured");
        }
        if (line.posted == 0) {
            what.add("not posted");
        }
        if (line.onCase == 0) {
            what.add("not on a case");
        }
        if (what.isEmpty() && (line.captured != line.posted || line.captured != line.onCase)) {
            what.add("amounts differ");
        }
        return String.join(", ", what);
    }

    private static Line line(Map<String, Line> byReceipt, String receipt) {
        return byReceipt.computeIfAbsent(receipt, _ -> new Line());
    }

    private static long take(Line line, Money amount) {
        line.mixed |= line.currency != null && !amount.currency().equals(line.currency);
        line.currency = amount.currency();
        return amount.minor();
    }

    private static final class Line {
        @Nullable
        String caseId;

        @Nullable
        String key;

        @Nullable
        String currency;

        long captured;
        long posted;
        long onCase;
        int postings;
        boolean isDouble;
        boolean mixed;
    }
}
