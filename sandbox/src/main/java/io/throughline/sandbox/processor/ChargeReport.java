package io.throughline.sandbox.processor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was really captured, for whoever checks that nobody paid twice.
///
/// @param capturedMinor sum of successful charges by currency (upper case)
/// @param charges how many successful charges there are
/// @param refused how many charges failed
/// @param obligations successful charges by the metadata `case` and `attempt` of their intents, oldest first
/// @param duplicates those of them that were charged more than once
public record ChargeReport(
        Map<String, Long> capturedMinor,
        long charges,
        long refused,
        List<Obligation> obligations,
        List<Obligation> duplicates) {

    /// One obligation as the merchant named it in the metadata; charges without a case stand each for themselves.
    public record Obligation(
            @Nullable String caseRef,
            @Nullable String attempt,
            String currency,
            long amountMinor,
            long count,
            String firstCharge) {}

    static ChargeReport of(ProcessorStore store) {
        return store.read(sql -> {
            var captured = new TreeMap<String, Long>();
            sql.list(
                            "select upper(currency), sum(amount_minor) from charge where succeeded = 1 group by 1",
                            row -> Map.entry(row.getString(1), row.getLong(2)))
                    .forEach(sum -> captured.put(sum.getKey(), sum.getValue()));
            List<Obligation> obligations = sql.list(
                    """
                    select case_ref, attempt_ref, upper(currency), sum(amount_minor), count(*), min(id), min(seq) as first
                      from charge where succeeded = 1
                     group by case_ref, attempt_ref, currency, case when case_ref is null then id end order by first""",
                    row -> new Obligation(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getString(6)));
            return new ChargeReport(
                    captured,
                    sql.number("select count(*) from charge where succeeded = 1"),
                    sql.number("select count(*) from charge where succeeded = 0"),
                    obligations,
                    obligations.stream().filter(o -> o.count() > 1).toList());
        });
    }
}
