package io.throughline.engine;

import io.throughline.workflow.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a customer may agree to: promises and plans inside the bounds of the definition.
final class Arrangement {
    private Arrangement() {}

    /// Why the terms are out of bounds, if they are.
    static Optional<Refusal> assess(Step.Arrange step, Money amount, Input.ArrangementProposed proposed, Instant now) {
        var earliest = earliest(now);
        var latest = earliest.plusDays(step.within());
        if (proposed.date().isBefore(earliest) || proposed.date().isAfter(latest)) {
            return Optional.of(
                    new Refusal(Refusal.Code.OUT_OF_BOUNDS, "choose a date from " + earliest + " to " + latest));
        }
        boolean plan = step.kind() == Step.Arrange.Kind.PLAN;
        if (plan && !step.instalments().contains(proposed.instalments())) {
            return Optional.of(new Refusal(Refusal.Code.OUT_OF_BOUNDS, "choose one of the numbers of payments shown"));
        }
        if (!amount.isPositive()) {
            return Optional.of(new Refusal(Refusal.Code.NOT_OFFERED, "there is nothing to pay"));
        }
        return Optional.empty();
    }

    /// Dates are the calendar's in UTC: the customer's own zone is data of a later issue, and the bound is a
    /// day either way.
    static LocalDate earliest(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    static Map<String, Object> terms(Step.Arrange step, Money amount, Input.ArrangementProposed proposed) {
        var terms = new LinkedHashMap<String, Object>();
        terms.put("date", proposed.date().toString());
        terms.put("amount", amount.toFact());
        if (step.kind() == Step.Arrange.Kind.PLAN) {
            var offered = split(amount, proposed.instalments());
            terms.put("instalments", (long) proposed.instalments());
            terms.put("each", offered.each().toFact());
            terms.put("last", offered.last().toFact());
        }
        return terms;
    }

    /// Equal payments; the last takes the cents that are left over, so that the sum is exact.
    static Prompt.Terms split(Money amount, int instalments) {
        long each = amount.minor() / instalments;
        long last = amount.minor() - each * (instalments - 1);
        return new Prompt.Terms(instalments, new Money(each, amount.currency()), new Money(last, amount.currency()));
    }
}
