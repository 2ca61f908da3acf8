package io.throughline.platform.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import io.throughline.engine.Money;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A piece of work as lists show it: no account fact and no name.
record Line(
        String id,
        @Nullable String caseReference,
        @Nullable String caseId,

        @Schema(allowableValues = {"case", "approval", "message", "consult"})
        String kind,

        @Schema(allowableValues = {"exception", "person-wanted", "answer", "approval", "message", "consult"})
        String source,

        String intent,
        String title,
        String workflow,
        String purpose,
        String step,
        String language,
        List<String> sensitivity,
        @Nullable String right,
        @Nullable Amount amount,
        String queue,
        int priority,
        Instant since,
        @Nullable Instant due,

        @Schema(allowableValues = {"waiting", "offered", "at-work", "call-back", "done", "withdrawn"})
        String state,

        @Nullable String agent,
        @Nullable Instant heldUntil) {

    /// Money for people and for programs.
    record Amount(long minor, String currency, String text) {
        static Amount of(Money money) {
            return new Amount(money.minor(), money.currency(), money.formatted());
        }
    }

    static Line of(Item item) {
        var subject = item.subject();
        var asks = item.asks();
        return new Line(
                item.id(),
                item.reference().isEmpty() ? null : item.reference(),
                item.caseId(),
                subject.kind(),
                subject.source(),
                subject.intent(),
                subject.title(),
                subject.workflow(),
                subject.purpose(),
                subject.step(),
                subject.language(),
                asks.clearances().stream()
                        .filter(clearance -> !clearance.startsWith(CaseWork.person("")))
                        .sorted()
                        .toList(),
                asks.right(),
                asks.currency() == null ? null : Amount.of(new Money(asks.amount(), asks.currency())),
                item.queue(),
                item.priority(),
                item.since(),
                item.due(),
                item.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                item.agent(),
                item.state() == Item.State.CALL_BACK ? item.until() : null);
    }
}
