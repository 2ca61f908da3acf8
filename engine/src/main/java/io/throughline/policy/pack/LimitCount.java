package io.throughline.policy.pack;

import io.throughline.policy.pack.Clause.Limit;
import io.throughline.policy.pack.Clause.Uncount;
import io.throughline.policy.pack.Evaluator.Active;
import io.throughline.policy.pack.PolicyCel.Missing;
import io.throughline.policy.pack.PolicyRule.Setting;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts contacts in a period that ends now. In calendar dates a period of N days is the dates from
/// N-1 days ago to today (12 CFR 1006.14(b)(2)(i); clock.calendar-days), counted in every zone the
/// person may be in; the one that blocks longest counts.
final class LimitCount {
    private final Policy policy;
    private final Situation situation;
    private final List<Situated> views;
    private final List<Active<Uncount>> uncounts;

    /// @param until from when the oldest that counts does not count any more
    /// @param exception set if it is met only as long as contacts are counted that an exception leaves out
    record Met(Instant until, @Nullable String exception) {}

    LimitCount(Policy policy, Situation situation, List<Situated> views, List<Active<Uncount>> uncounts, String rule) {
        this.policy = policy;
        this.situation = situation;
        this.views = views;
        this.uncounts = uncounts.stream()
                .filter(one -> one.clause().rules().stream().anyMatch(pattern -> Clause.matches(pattern, rule)))
                .toList();
    }

    Optional<Met> met(Limit limit) throws Missing {
        Optional<Met> longest = Optional.empty();
        boolean wouldBe = false;
        var exceptions = new ArrayList<String>();
        for (var view : views) {
            if (limit.when() != null && !limit.when().holds(view)) {
                continue;
            }
            for (var debt : limit.perDebt() && policy.has(Setting.COUNT_PER_DEBT) ? debts() : List.of("")) {
                var all = counted(limit, view, debt);
                wouldBe |= until(limit, all, view).isPresent();
                var left = leftOver(all, view, exceptions);
                var until = until(limit, left, view);
                if (until.isPresent()
                        && longest.map(met -> met.until().isBefore(until.get())).orElse(true)) {
                    longest = Optional.of(new Met(until.get(), null));
                }
            }
        }
        if (longest.isEmpty() && wouldBe) {
            return exceptions.stream()
                    .filter(reason -> !reason.equals("OK"))
                    .findFirst()
                    .map(reason -> new Met(situation.now(), reason));
        }
        return longest;
    }

    /// Each planned debt; debts under one account number of a student loan are one (12 CFR 1006.14(b)(4)).
    private List<String> debts() {
        return situation.action().texts("debts").stream()
                .map(this::account)
                .distinct()
                .toList();
    }

    private String account(String debt) {
        var account = situation.account();
        var type = account.text("debt_type");
        var together = account.texts("same_account_number");
        boolean isOne = (type.isEmpty() || type.equals("student_loan")) && together.contains(debt);
        return isOne ? together.getFirst() : debt;
    }

    private List<FactView> counted(Limit limit, Situated view, String debt) throws Missing {
        var counted = new ArrayList<FactView>();
        for (var contact : view.history()) {
            boolean concerns = debt.isEmpty()
                    || contact.get("debt") == null
                    || account(String.valueOf(contact.get("debt"))).equals(debt);
            if (concerns && limit.of().holds(view.with(contact))) {
                counted.add(contact);
            }
        }
        return counted;
    }

    private List<FactView> leftOver(List<FactView> all, Situated view, List<String> exceptions) throws Missing {
        var left = new ArrayList<FactView>();
        for (var contact : all) {
            String exception = null;
            for (var uncount : uncounts) {
                if (uncount.clause().which().holds(view.with(contact))) {
                    exception = uncount.clause().reason();
                }
            }
            if (exception == null) {
                left.add(contact);
            } else {
                exceptions.add(exception);
            }
        }
        return left;
    }

    /// From when the limit is not met any more; empty if it is not met now.
    private Optional<Instant> until(Limit limit, List<FactView> counted, Situated view) {
        if (counted.size() < limit.most()) {
            return Optional.empty();
        }
        var ends = counted.stream()
                .map(contact -> (Instant) Objects.requireNonNull(contact.get("t")))
                .sorted(Comparator.reverseOrder())
                .skip(limit.most() - 1L)
                .findFirst()
                .map(decisive -> end(limit, decisive, view));
        return ends.filter(end -> end.isAfter(view.now()));
    }

    private Instant end(Limit limit, Instant decisive, Situated view) {
        if (limit.hours() > 0) {
            return decisive.plus(Duration.ofHours(limit.hours()));
        }
        if (!policy.has(Setting.CALENDAR_DAYS)) {
            return decisive.plus(Duration.ofDays(limit.days()));
        }
        LocalDate day = decisive.atZone(view.zone()).toLocalDate();
        return day.plusDays(limit.days()).atStartOfDay(view.zone()).toInstant();
    }
}
