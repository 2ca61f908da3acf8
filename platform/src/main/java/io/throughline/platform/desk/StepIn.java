package io.throughline.platform.desk;

import io.throughline.engine.Input;
import io.throughline.engine.Input.SteppedIn.Manner;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.staff.Colleague;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Supervisors in a colleague's conversation with a customer: they join it, leave it, or go on in the colleague's
/// place. The colleague is told at once, and the evidence of the case has it.
@Component
class StepIn {
    private final Windows windows;
    private final JoinStore joins;
    private final Cases cases;
    private final FloorDoor door;
    private final InstantSource clock;

    StepIn(Windows windows, JoinStore joins, Cases cases, FloorDoor door, InstantSource clock) {
        this.windows = windows;
        this.joins = joins;
        this.cases = cases;
        this.door = door;
        this.clock = clock;
    }

    void join(String id, String reason, Colleague me) {
        var item = conversation(id, me);
        joins.clear(item);
        if (joins.join(item, me.id(), reason, clock.instant())) {
            evidence(item, Manner.JOINED, reason, me);
            tell(item, "supervisor-joined", Map.of("by", me.id(), "reason", reason));
        }
    }

    void leave(String id, Colleague me) {
        var item = windows.item(id);
        if (joins.leave(id, me.id()) && item.agent() != null) {
            evidence(item, Manner.LEFT, "", me);
            tell(item, "supervisor-left", Map.of("by", me.id()));
        }
    }

    void takeOver(String id, String reason, Colleague me) {
        var item = conversation(id, me);
        door.ask(new Order.TakeOver(id, me.id(), reason));
        evidence(item, Manner.TOOK_OVER, reason, me);
        joins.clear(windows.item(id));
    }

    /// What somebody else has at work with a customer: neither a decision nor a question among colleagues.
    private Item conversation(String id, Colleague me) {
        var item = windows.item(id);
        boolean isWithOther = item.state() == Item.State.AT_WORK && !me.id().equals(item.agent());
        if (!isWithOther || !isConversation(item)) {
            throw new ApiProblem(
                    HttpStatus.CONFLICT, "step-in.no-conversation", "Nobody else has this at work with a customer.");
        }
        return item;
    }

    static boolean isConversation(Item item) {
        return !item.isApproval() && !item.subject().kind().equals(Item.CONSULT);
    }

    private void evidence(Item item, Manner manner, String reason, Colleague me) {
        if (item.caseId() == null) {
            return; // the log of the desk has it
        }
        var input = new Input.SteppedIn(item.id(), String.valueOf(item.agent()), manner, reason);
        if (cases.apply(item.caseId(), input, me.by()) instanceof Cases.Outcome.Refused(var _, var why)) {
            throw new ApiProblem(HttpStatus.FORBIDDEN, why.rule(), why.message());
        }
    }

    private void tell(Item item, String type, Map<String, Object> body) {
        door.ask(new Order.Tell(item.id(), String.valueOf(item.agent()), type, body));
    }
}
