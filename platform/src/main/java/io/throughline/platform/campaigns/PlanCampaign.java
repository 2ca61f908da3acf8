package io.throughline.platform.campaigns;

import io.throughline.platform.campaigns.PlanTouches.Next;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.records.Portfolio;
import io.throughline.policy.plan.PlanSheet;
import io.throughline.policy.plan.Planned;
import io.throughline.policy.plan.Urgency;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// The next permitted touch of every account that matches: by what, when, how urgent, or which rule holds it. Accounts
/// are read by the page and forgotten; the plan itself takes a few bytes for each.
@Component
class PlanCampaign {
    private static final int PAGE = 1_000;
    private static final int FIRST = 20;
    private final Workflows workflows;
    private final Portfolio portfolio;
    private final PlanTouches touches;
    private final InstantSource clock;

    PlanCampaign(Workflows workflows, Portfolio portfolio, PlanTouches touches, InstantSource clock) {
        this.workflows = workflows;
        this.portfolio = portfolio;
        this.touches = touches;
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
        var now = clock.instant();
        var made = new Making(PlanTouches.today(now));
        var after = "";
        while (true) {
            var page = portfolio.owingWhere(condition, after, PAGE);
            touches.next(definition, page, now).forEach(made::add);
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

        private final LocalDate today;
        private final PlanSheet sheet = new PlanSheet();
        private final SortedMap<String, String> sentences = new TreeMap<>();
        private final PriorityQueue<First> first = new PriorityQueue<>(LEAST_FIRST);

        Making(LocalDate today) {
            this.today = today;
        }

        void add(Next next) {
            var planned = next.planned();
            sheet.add(planned);
            switch (planned) {
                case Planned.Touch touch -> {
                    if (!touch.rule().isEmpty()) {
                        sentences.putIfAbsent(touch.rule(), touch.sentence());
                    }
                    first.add(new First(
                            next.account().id(),
                            touch.way().channel(),
                            touch.at(),
                            touch.urgency(),
                            Urgency.because(next.matter(), today)));
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
