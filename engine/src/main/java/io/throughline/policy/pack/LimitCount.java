package io.throughline.policy.pack;

import io.throughline.policy.pack.Clause.Limit;
import io.throughline.policy.pack.PolicyCel.Missing;
import io.throughline.policy.pack.PolicyRule.Setting;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Counts contacts in a period that ends now. In calendar dates a period of N days is the dates from
/// N-1 days ago to today (12 CFR 1006.14(b)(2)(i); clock.calendar-days), counted in every zone the
/// person may be in; the one that blocks longest counts.
final class LimitCount {
    private final Policy policy;
    private final Situation situation;
    private final List<Situated> views;
    private final Exceptions exceptions;
    private final String rule;

    /// @param until from when the oldest that counts does not count any more
    /// @param exception set if it is met only as long as contacts are counted that an exception leaves out
    record Met(Instant until, @Nullable String exception) {}

    LimitCount(Policy policy, Situation situation, List<Situated> views, Exceptions exceptions, String rule) {
        this.policy = policy;
        this.situation = situation;
        this.views = views;
        this.exceptions = exceptions;
        this.rule = rule;
    }

    /// @return null if the limit is not met
    @Nullable
    Met met(Limit limit) throws Missing {
        Met longest = null;
        boolean wouldBe = false;
        var reasons = new ArrayList<String>();
        for (var view : views) {
            if (limit.when() != null && !limit.when().holds(view)) {
                continue;
            }
            for (var debt : limit.perDebt() && policy.has(Setting.COUNT_PER_DEBT) ? debts() : List.of("")) {
                var all = counted(limit, view, debt);
                if (until(limit, all, view) == null) {
                    continue; // nor is it with fewer
                }
                wouldBe = true;
                var until = until(limit, leftOver(all, view, reasons), view);
                if (until != null && (longest == null || longest.until().isBefore(until))) {
                    longest = new Met(until, null);
                }
            }
        }
        if (longest == null && wouldBe) {
            for (var reason : reasons) {
                if (!reason.equals("OK")) {
                    return new Met(situation.now(), reason);
                }
            }
        }
        return longest;
    }

    /// Each planned debt; debts under one account number of a student loan are one (12 CFR 1006.14(b)(4)).
    private List<String> debts() {
        var debts = situation.action().texts(policy.model().known().debts());
        return debts.size() < 2
                        && situation.account().raw(policy.model().known().sameAccountNumber()) == null
                ? debts
                : debts.stream().map(this::account).distinct().toList();
    }

    private String account(String debt) {
        var account = situation.account();
        if (account.raw(policy.model().known().sameAccountNumber()) == null) {
            return debt;
        }
        var type = account.text("debt_type");
        var together = account.texts(policy.model().known().sameAccountNumber());
        boolean isOne = (type.isEmpty() || type.equals("student_loan")) && together.contains(debt);
        return isOne ? together.getFirst() : debt;
    }

    private List<Facts> counted(Limit limit, Situated view, String debt) throws Missing {
        var history = view.history();
        if (history.size() < limit.most()) {
            return List.of();
        }
        var counted = new ArrayList<Facts>();
        for (var contact : history) {
            if (concerns(contact, debt, view) && limit.of().holds(view.with(contact))) {
                counted.add(contact);
            }
        }
        return counted;
    }

    private boolean concerns(Facts contact, String debt, Situated view) {
        if (debt.isEmpty()) {
            return true;
        }
        var said = contact.seen(policy.model().known().contactDebt(), view);
        return said == null || account(String.valueOf(said)).equals(debt);
    }

    private List<Facts> leftOver(List<Facts> all, Situated view, List<String> reasons) throws Missing {
        var uncounts = exceptions.uncounting(rule);
        if (uncounts.isEmpty()) {
            return all;
        }
        var left = new ArrayList<Facts>();
        for (var contact : all) {
            String exception = null;
            for (var uncount : uncounts) {
                if (uncount.which().holds(view.with(contact))) {
                    exception = uncount.reason();
                }
            }
            if (exception == null) {
                left.add(contact);
            } else {
                reasons.add(exception);
            }
        }
        return left;
    }

    /// From when the limit is not met any more; null if it is not met now.
    private @Nullable Instant until(Limit limit, List<Facts> counted, Situated view) {
        if (counted.size() < limit.most()) {
            return null;
        }
        var moments = new Instant[counted.size()];
        for (int i = 0; i < moments.length; i++) {
            moments[i] = (Instant) Objects.requireNonNull(
                    counted.get(i).seen(policy.model().known().contactTime(), view));
        }
        Arrays.sort(moments);
        var end = end(limit, moments[moments.length - limit.most()], view);
        return end.isAfter(view.now()) ? end : null;
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
