package io.throughline.platform.campaigns;

import io.throughline.platform.campaigns.MatterStore.Standing;
import io.throughline.platform.outreach.TouchReach;
import io.throughline.platform.outreach.TouchReach.Reach;
import io.throughline.platform.records.Portfolio.Account;
import io.throughline.policy.plan.Candidate;
import io.throughline.policy.plan.Candidate.Complexity;
import io.throughline.policy.plan.Candidate.Matter;
import io.throughline.policy.plan.Planned;
import io.throughline.policy.plan.Planner;
import io.throughline.policy.plan.TouchPlan;
import io.throughline.policy.plan.Urgency;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Plans the next touch of the accounts of a page. Each source is asked once a page.
@Component
class PlanTouches implements PlanTurns {
    private final TouchReach reach;
    private final MatterStore matters;

    PlanTouches(TouchReach reach, MatterStore matters) {
        this.reach = reach;
        this.matters = matters;
    }

    /// An account with what is planned for it.
    ///
    /// @param hasOpenCase whether a case is open that makes the touch itself
    record Next(Account account, Matter matter, Planned planned, boolean hasOpenCase) {}

    /// @return one for each account, in their order
    List<Next> next(Definition definition, List<Account> accounts, Instant now) {
        var today = today(now);
        var touches = new TouchPlan(definition.outreach().stream()
                .map(touch -> new TouchPlan.Slot(touch.channel(), touch.after()))
                .toList());
        var standings = matters.of(definition, accounts, today);
        var planned = new ArrayList<Next>(accounts.size());
        for (var reached : reach.of(definition, accounts, now)) {
            var standing = standings.getOrDefault(reached.account().id(), Standing.NEW);
            planned.add(next(touches, reached, standing, now));
        }
        return planned;
    }

    private static Next next(TouchPlan touches, Reach reached, Standing standing, Instant now) {
        var account = reached.account();
        var today = today(now);
        var matter = matter(account, today);
        var candidate =
                new Candidate(account.id(), matter, standing.stops(), standing.made(), standing.last(), reached.ways());
        var planned = new Planner(touches, reached.law()).plan(candidate, now, today);
        return new Next(account, matter, planned, standing.hasOpenCase());
    }

    private static Matter matter(Account account, LocalDate today) {
        return new Matter(Complexity.SIMPLE, account.dueDate(), today, account.brokenPromises() > 0);
    }

    @Override
    public List<Turn> of(Definition definition, List<Account> accounts, Instant now) {
        return definition.outreach().isEmpty()
                ? bare(definition, accounts, now)
                : next(definition, accounts, now).stream()
                        .map(PlanTouches::turn)
                        .toList();
    }

    private static Turn turn(Next next) {
        return next.hasOpenCase() && next.planned() instanceof Planned.Touch
                ? caseIsOpen(next.account())
                : Turn.of(next.account(), next.planned());
    }

    /// Of a workflow that sends nothing by itself: nothing is asked of the law.
    private List<Turn> bare(Definition definition, List<Account> accounts, Instant now) {
        var today = today(now);
        var standings = matters.of(definition, accounts, today);
        return accounts.stream()
                .map(account ->
                        standings.getOrDefault(account.id(), Standing.NEW).hasOpenCase()
                                ? caseIsOpen(account)
                                : Turn.atOnce(account, Urgency.points(matter(account, today), today), now))
                .toList();
    }

    private static Turn caseIsOpen(Account account) {
        return Turn.kept(
                account.id(),
                account.customerId(),
                "campaign.case-open",
                "A case of this workflow is open for it, and makes its touches itself.");
    }

    /// The date by which urgency is reckoned.
    static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }
}
