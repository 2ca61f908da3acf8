package io.throughline.platform.campaigns;

import io.throughline.platform.cases.Workflows;
import io.throughline.platform.records.Portfolio;
import io.throughline.platform.records.Portfolio.Account;
import io.throughline.workflow.Definition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What a campaign would do if nothing else happened meanwhile: whom it comes to, when, and to whom not and by which
/// rule. It is planned as at its start and let out in the same order and at the same pace; each account is planned
/// again as of the instant at which the campaign would come to it. Accounts are read by the page and forgotten.
@Component
class PreviewCampaign {
    private static final int PAGE = 1_000;
    /// At most so many are planned again together, as of the first one's instant: those of a minute, if it is fewer.
    private static final int BATCH = 500;
    private static final int FIRST = 20;
    /// What has not gone by then is told with the rule it waits for, and without an hour.
    private static final Duration HORIZON = Duration.ofDays(366);

    private final Workflows workflows;
    private final Portfolio portfolio;
    private final PlanTurns planner;
    private final InstantSource clock;

    PreviewCampaign(Workflows workflows, Portfolio portfolio, PlanTurns planner, InstantSource clock) {
        this.workflows = workflows;
        this.portfolio = portfolio;
        this.planner = planner;
        this.clock = clock;
    }

    /// @param matched accounts that owe something and match
    /// @param atOnce accounts that may be let out the moment the campaign comes to them
    /// @param later by rule: those that are let out later, as soon as they may
    /// @param never by rule: those that it does not come to as things stand
    /// @param hours accounts by the hour (UTC) in which they are let out
    /// @param accounts the first to be let out
    record Preview(
            long matched,
            long atOnce,
            Map<String, Long> later,
            Map<String, Long> never,
            SortedMap<Instant, Long> hours,
            @Nullable Instant first,
            @Nullable Instant last,
            List<Goes> accounts) {}

    /// An account and when it is let out.
    record Goes(String account, int urgency, Instant at) {}

    Preview of(String workflow, String condition, Campaign.Pace pace) {
        var run = new Run(workflows.current(workflow), condition, pace);
        var start = clock.instant();
        run.plan(start);
        run.letOut(start);
        return run.tally.preview();
    }

    private final class Run {
        private final Definition definition;
        private final String condition;
        private final Duration each;
        private final int batch;
        private final TurnLine line = new TurnLine();
        private final Tally tally = new Tally();

        Run(Definition definition, String condition, Campaign.Pace pace) {
            this.definition = definition;
            this.condition = condition;
            each = Duration.ofMinutes(1).dividedBy(pace.perMinute());
            batch = Math.min(pace.perMinute(), BATCH);
        }

        void plan(Instant now) {
            List<Account> page;
            var after = "";
            do {
                page = portfolio.owingWhere(condition, after, PAGE);
                tally.matched += page.size();
                for (var turn : planner.of(definition, page, now)) {
                    queue(turn, turn.isDue(now) ? "" : turn.rule());
                }
                after = page.isEmpty() ? after : page.getLast().id();
            } while (page.size() == PAGE);
        }

        void letOut(Instant start) {
            var end = start.plus(HORIZON);
            @Nullable Instant now = start;
            while (now != null && !now.isAfter(end)) {
                var due = line.due(now, batch);
                now = due.isEmpty() ? line.next() : letOut(due, now);
            }
            line.rest().forEach(tally::waits);
        }

        /// @param due accounts and what they have waited for
        /// @return when the next may follow
        private Instant letOut(SequencedMap<String, String> due, Instant at) {
            var accounts = portfolio.owingAmong(condition, List.copyOf(due.keySet()));
            var planned = planner.of(definition, accounts, at).stream()
                    .collect(Collectors.toMap(Turn::account, Function.identity()));
            var next = at;
            for (var one : due.entrySet()) {
                var turn = planned.getOrDefault(one.getKey(), Turn.matchesNoMore(one.getKey(), ""));
                if (turn.isDue(at)) {
                    tally.goes(turn, one.getValue(), next);
                    next = next.plus(each);
                } else {
                    queue(turn, one.getValue().isEmpty() ? turn.rule() : one.getValue());
                }
            }
            return next;
        }

        private void queue(Turn turn, String waitedFor) {
            if (turn.isKept()) {
                tally.never.merge(turn.rule(), 1L, Long::sum);
            } else {
                line.add(turn, waitedFor);
            }
        }
    }

    private static final class Tally {
        private final SortedMap<String, Long> later = new TreeMap<>();
        private final SortedMap<String, Long> never = new TreeMap<>();
        private final SortedMap<Instant, Long> hours = new TreeMap<>();
        private final List<Goes> accounts = new ArrayList<>();
        private long matched;
        private long atOnce;
        private @Nullable Instant first;
        private @Nullable Instant last;

        /// @param rule what it has waited for; empty: for nothing
        void goes(Turn turn, String rule, Instant at) {
            if (rule.isEmpty()) {
                atOnce++;
            } else {
                waits(rule);
            }
            hours.merge(at.truncatedTo(ChronoUnit.HOURS), 1L, Long::sum);
            first = first == null ? at : first;
            last = at;
            if (accounts.size() < FIRST) {
                accounts.add(new Goes(turn.account(), turn.urgency(), at));
            }
        }

        void waits(String rule) {
            later.merge(rule, 1L, Long::sum);
        }

        Preview preview() {
            return new Preview(matched, atOnce, later, never, hours, first, last, accounts);
        }
    }
}
