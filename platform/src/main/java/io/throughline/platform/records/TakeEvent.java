package io.throughline.platform.records;

import io.throughline.engine.By;
import io.throughline.engine.By.Actor;
import io.throughline.engine.By.Channel;
import io.throughline.engine.Reference;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.records.CloudEvent.BadEvent;
import io.throughline.workflow.Nearest;
import java.util.ArrayList;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Opens the case that an operational event of another system asks for. Source and id twice is one event.
@Component
class TakeEvent {
    private final Portfolio portfolio;
    private final Cases cases;
    private final Workflows workflows;

    TakeEvent(Portfolio portfolio, Cases cases, Workflows workflows) {
        this.portfolio = portfolio;
        this.cases = cases;
        this.workflows = workflows;
    }

    /// @param existed whether this event, or its double, had opened the case before
    record Taken(String caseId, String reference, boolean existed) {}

    /// What must be true before anything is opened, so that a batch is taken whole or not at all.
    record Checked(String workflow, Portfolio.Account account, CloudEvent event) {}

    /// @throws BadEvent if no case can be opened from it
    Checked check(CloudEvent event) {
        String workflow = workflow(event.type());
        String accountId = event.data().path("accountId").asString("");
        if (accountId.isEmpty()) {
            throw new BadEvent("data.accountId", "is required");
        }
        var account = portfolio
                .account(accountId)
                .orElseThrow(() -> new BadEvent("data.accountId", "names no account of the portfolio"));
        var customerId = event.data().path("customerId");
        if (!customerId.isMissingNode() && !account.customerId().equals(customerId.asString(""))) {
            throw new BadEvent("data.customerId", "is not the customer of that account");
        }
        return new Checked(workflow, account, event);
    }

    Taken take(Checked checked) {
        var account = checked.account();
        var opened = cases.open(
                checked.workflow(),
                Map.of("accountId", account.id(), "customerId", account.customerId()),
                new By(Actor.OPERATIONS, checked.event().source(), Channel.API),
                // A source has no spaces, so that no other pair makes the same key.
                "event:" + checked.event().source() + " " + checked.event().id());
        return new Taken(opened.caseId(), Reference.of(opened.caseId()), opened.existed());
    }

    private String workflow(String type) {
        var triggers = new ArrayList<String>();
        for (String name : workflows.names()) {
            String trigger = workflows.current(name).resolution().trigger();
            if (trigger.equals(type)) {
                return name;
            }
            triggers.add(trigger);
        }
        throw new BadEvent(
                "type",
                "is no trigger of a loaded workflow"
                        + Nearest.to(type, triggers)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; triggers are " + String.join(", ", triggers)));
    }
}
