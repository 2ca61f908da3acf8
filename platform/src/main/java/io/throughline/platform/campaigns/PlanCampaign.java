package io.throughline.platform.campaigns;

import io.throughline.platform.cases.Workflows;
import io.throughline.platform.outreach.TouchReach;
import io.throughline.platform.outreach.TouchReach.Reach;
import io.throughline.platform.records.Portfolio;
import io.throughline.policy.plan.Candidate;
import io.throughline.policy.plan.Candidate.Complexity;
import io.throughline.policy.plan.Candidate.Matter;
import io.throughline.policy.plan.PlanSheet;
import io.throughline.policy.plan.Planned;
import io.throughline.policy.plan.Planner;
import io.throughline.policy.plan.TouchPlan;
import io.throughline.policy.plan.Urgency;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// The next permitted touch of every account that matches: by what, when, how urgent, or which rule holds it. Accounts
/// are read by the page and forgotten; the plan itself takes a few bytes for each.
@Component
class PlanCampaign {
    private static final int PAGE = 500;
    private static final int FIRST = 20;
    private final Workflows workflows;
    private final Portfolio portfolio;
    private final TouchReach reach;
    private final InstantSource clock;

    PlanCampaign(Workflows workflows, Portfolio portfolio, TouchReach reach, InstantSource clock) {
        this.workflows = workflows;
        this.portfolio = portfolio;
        this.reach = reach;
        this.clock = clock;
    }

    /// @param sum how many, when by hour, held by which rule
    /// @param sentences for each rule that keeps one waiting or holds it, what it says of the first account it met
    /// @param first the accounts to be taken first, the most urgent at the top
    record Plan(PlanSheet.Sum sum, SortedMap<String, String> sentences, List<First> first) {}

    /// @param urgency 0 to 100
    /// @param because what makes it urgent
    record First(String account, String channel, Instant at, int urgency, List<String> because) {}

    Plan of(String workflow, String condition) {
        var definition = workflows.current(workflow);
        var touches = new TouchPlan(definition.outreach().stream()
                .map(touch -> new TouchPlan.Slot(touch.channel(), touch.after()))
                .toList());
        var now = clock.instant();
        var made = new Making(touches, now);
        var after = "";
        while (true) {
            var page = portfolio.owingWhere(condition, after, PAGE);
            reach.of(definition, page, now).forEach(made::add);
            if (page.size() < PAGE) {
                return made.plan();
            }
            after = page.getLast().id();
        }
    }

    /// A plan in the making.
    private static final class Making {
        /// The least urgent of the first at the head, to make room.
        private static final Comparator<First> LEAST_FIRST =
                Comparator.comparingInt(First::urgency).thenComparing(First::account, Comparator.reverseOrder());

        private final TouchPlan touches;
        private final Instant now;
        private final LocalDate today;
        private final PlanSheet sheet = new PlanSheet();
        private final SortedMap<String, String> sentences = new TreeMap<>();
        private final PriorityQueue<First> first = new PriorityQueue<>(LEAST_FIRST);

        Making(TouchPlan touches, Instant now) {
            this.touches = touches;
            this.now = now;
            this.today = now.atZone(ZoneOffset.UTC).toLocalDate();
        }

        void add(Reach reached) {
            var account = reached.account();
            var matter = new Matter(Complexity.SIMPLE, account.dueDate(), today, account.brokenPromises() > 0);
            var candidate = new Candidate(account.id(), matter, Set.of(), 0, null, reached.ways());
            var planned = new Planner(touches, reached.law()).plan(candidate, now, today);
            sheet.add(planned);
            switch (planned) {
                case Planned.Touch touch -> {
                    if (!touch.rule().isEmpty()) {
                        sentences.putIfAbsent(touch.rule(), touch.sentence());
                    }
                    first.add(new First(
                            account.id(),
                            touch.way().channel(),
                            touch.at(),
                            touch.urgency(),
                            Urgency.because(matter, today)));
                    if (first.size() > FIRST) {
                        first.remove();
                    }
                }
                case Planned.Held(var rule, var sentence) -> sentences.putIfAbsent(rule, sentence);
                case Planned.Stopped _, Planned.UsedUp _ -> {}
            }
        }

        Plan plan() {
            var best = new ArrayList<>(first);
            best.sort(LEAST_FIRST.reversed());
            return new Plan(sheet.sum(), sentences, best);
        }
    }
}
