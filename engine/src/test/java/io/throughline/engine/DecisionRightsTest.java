package io.throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.CaseState.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The guard stands in the engine: what it refuses is refused whatever way the input came.
class DecisionRightsTest {
    private static final By OTHER = Dispute.staff(By.Actor.SUPERVISOR, "sam", Dispute.LEAD.rights());
    private static final By ASSISTANT = new By(By.Actor.ASSISTANT, "bot", By.Channel.CHAT, Dispute.LEAD.rights());
    private static final By CUSTOMER_WITH_RIGHTS =
            new By(By.Actor.CUSTOMER, "customer", By.Channel.WEB, Dispute.LEAD.rights());

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        "approve",
                        "decision.staff-only",
                        new Input.Decided("sign-off", true, ""),
                        CUSTOMER_WITH_RIGHTS),
                Arguments.of("approve", "decision.staff-only", new Input.Decided("sign-off", true, ""), ASSISTANT),
                Arguments.of(
                        "approve", "decision.beyond-rights", new Input.Decided("sign-off", true, ""), Dispute.REVIEWER),
                Arguments.of("approve", "decision.reason", new Input.Decided("sign-off", false, " "), Dispute.LEAD),
                Arguments.of("approve", "answer.by-a-person", new Input.Decided("sign-off", true, ""), By.SYSTEM),
                Arguments.of("approve", "not-at-step", new Input.Decided("options", true, ""), Dispute.LEAD),
                Arguments.of(
                        "approve",
                        "correct.while-approval",
                        new Input.Correct("details.note", "x", "typo"),
                        Dispute.LEAD),
                Arguments.of(
                        "approve", "departure.skips-words", new Input.Override("note-upheld", "faster"), notProven()),
                Arguments.of(
                        "options", "answer.by", new Input.Answered("call-notes", Map.of(), Map.of()), Dispute.CUSTOMER),
                Arguments.of(
                        "options",
                        "departure.staff-only",
                        new Input.Override("details", "again"),
                        CUSTOMER_WITH_RIGHTS),
                Arguments.of("options", "departure.staff-only", new Input.Override("details", "again"), ASSISTANT),
                Arguments.of("options", "departure.staff-only", new Input.Override("details", "again"), By.SYSTEM),
                Arguments.of("options", "departure.right", new Input.Override("details", "again"), Dispute.AGENT),
                Arguments.of(
                        "options", "departure.right", new Input.Correct("details.note", "x", "typo"), Dispute.AGENT),
                Arguments.of("options", "departure.right", new Input.Reassign("leads", null, "busy"), Dispute.AGENT),
                Arguments.of("options", "departure.right", new Input.Reopen("details", "again"), Dispute.AGENT),
                Arguments.of("options", "departure.right", new Input.Resumed("details", "again"), Dispute.AGENT),
                Arguments.of("options", "departure.reason", new Input.Override("details", " "), Dispute.LEAD),
                Arguments.of("options", "departure.step", new Input.Override("nowhere", "try"), Dispute.LEAD),
                Arguments.of("options", "departure.step", new Input.Override("done-upheld", "trust me"), Dispute.LEAD),
                Arguments.of(
                        "options",
                        "correct.unknown-fact",
                        new Input.Correct("details.colour", "red", "typo"),
                        Dispute.LEAD),
                Arguments.of(
                        "options", "correct.type", new Input.Correct("details.amount", "12", "typo"), Dispute.LEAD),
                Arguments.of(
                        "options",
                        "correct.type",
                        new Input.Correct("details.day", "2026-02-30", "typo"),
                        Dispute.LEAD),
                Arguments.of(
                        "options",
                        "correct.evidence",
                        new Input.Correct("sign-off.decision", "approved", "typo"),
                        Dispute.LEAD),
                Arguments.of(
                        "options",
                        "correct.evidence",
                        new Input.Correct("note-upheld.receipt", "N", "typo"),
                        Dispute.LEAD),
                Arguments.of(
                        "options",
                        "correct.evidence",
                        new Input.Correct("trigger.accountId", "A-2", "typo"),
                        Dispute.LEAD),
                Arguments.of("options", "reassign.no-work", new Input.Reassign("leads", null, "busy"), Dispute.LEAD),
                Arguments.of("options", "reopen.not-finished", new Input.Reopen("details", "again"), Dispute.LEAD),
                Arguments.of(
                        "options", "resume.not-with-a-person", new Input.Resumed("details", "again"), Dispute.LEAD),
                Arguments.of("assign", "work.right", new Input.TakenBack("review", "right", ""), Dispute.AGENT),
                Arguments.of(
                        "assign",
                        "work.skill",
                        new Input.Claimed("review"),
                        Dispute.staff(By.Actor.AGENT, "kim", Rights.of("decide-disputes"))),
                Arguments.of("assign", "answer.by", new Input.TakenBack("review", "right", ""), CUSTOMER_WITH_RIGHTS),
                Arguments.of(
                        "assign", "reassign.unknown-queue", new Input.Reassign("holiday", null, "busy"), Dispute.LEAD),
                Arguments.of("assign", "reassign.nowhere", new Input.Reassign(null, null, "busy"), Dispute.LEAD),
                Arguments.of("child", "override.under-way", new Input.Override("details", "again"), Dispute.LEAD),
                Arguments.of(
                        "child",
                        "report.system-only",
                        new Input.ChildEnded("run", "c", "changed", Map.of()),
                        Dispute.LEAD),
                Arguments.of("child", "report.system-only", new Input.TimerDue(), Dispute.CUSTOMER),
                Arguments.of(
                        "child",
                        "report.system-only",
                        new Input.WriteReported("w", new Input.WriteResult.Written("N", Instant.EPOCH)),
                        Dispute.LEAD),
                Arguments.of("finished", "override.not-open", new Input.Override("details", "again"), Dispute.LEAD),
                Arguments.of(
                        "finished", "correct.finished", new Input.Correct("details.note", "x", "typo"), Dispute.LEAD),
                Arguments.of("finished", "departure.skips-words", new Input.Reopen("details", "again"), Dispute.LEAD));
    }

    /// Everything but required words can be got past with the right; they cannot.
    private static By notProven() {
        return OTHER;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusals")
    void each_refusal_has_its_named_rule_and_changes_nothing(String place, String rule, Input input, By by) {
        var run = at(place);
        if (rule.equals("departure.skips-words") && place.equals("approve")) {
            run = Dispute.atWelcome();
        }
        var before = run.state;
        assertThat(run.rule(input, by)).isEqualTo(rule);
        assertThat(run.state).isEqualTo(before);
    }

    private static Dispute at(String place) {
        return switch (place) {
            case "approve" -> Dispute.choosing("close");
            case "child" -> Dispute.choosing("move");
            case "assign" -> assigned();
            case "finished" -> {
                var run = Dispute.choosing("close");
                run.give(new Input.Decided("sign-off", true, ""), Dispute.LEAD);
                yield run.written();
            }
            default -> Dispute.atOptions("100.00");
        };
    }

    private static Dispute assigned() {
        var run = Dispute.choosing("review");
        run.give(new Input.Answered("call-notes", Map.of("heard", "paid"), Map.of()), Dispute.AGENT);
        run.give(new Input.Checked("look", Map.of("letterSeen", "L-1")), Dispute.AGENT);
        return run;
    }

    @Test
    void nobody_approves_what_they_asked_for() {
        var run = Dispute.atOptions("100.00");
        var mayAskAndDecide = Dispute.staff(By.Actor.SUPERVISOR, "lee", Rights.of("close-disputes"));
        run.give(new Input.Chosen("options", "close"), mayAskAndDecide);
        assertThat(run.state.at()).isEqualTo("sign-off");
        assertThat(run.rule(new Input.Decided("sign-off", true, ""), mayAskAndDecide))
                .isEqualTo("decision.own-request");
        assertThat(run.rule(new Input.Claimed("sign-off"), mayAskAndDecide)).isEqualTo("decision.own-request");
        run.give(new Input.Decided("sign-off", true, ""), OTHER);
        assertThat(run.state.at()).isEqualTo("note-upheld");
    }

    @Test
    void the_system_asking_on_somebodys_behalf_does_not_make_it_anothers_request() {
        var run = Dispute.atDetails();
        run.give(
                new Input.Answered(
                        "details", Dispute.map("amount", "100", "day", "2026-11-20", "why", "paid"), Map.of()),
                Dispute.LEAD);
        run.give(new Input.Chosen("options", "settle")); // the customer's own word in between
        assertThat(run.rule(new Input.Decided("options", true, ""), Dispute.LEAD))
                .isEqualTo("decision.own-request");
        run.give(new Input.Decided("options", true, ""), OTHER);
        assertThat(run.state.at()).isEqualTo("note-corrected");
    }

    @Test
    void whoever_changed_a_fact_does_not_decide_on_it() {
        var run = Dispute.atOptions("100.00");
        run.give(
                new Input.Correct("details.amount", new Money(40_000, "USD").toFact(), "they meant 400"), Dispute.LEAD);
        run.give(new Input.Chosen("options", "settle"));
        assertThat(run.rule(new Input.Decided("options", true, ""), Dispute.LEAD))
                .isEqualTo("decision.own-request");
    }

    @Test
    void an_override_does_not_get_past_an_approval_that_one_may_not_give() {
        var mayOverride = Dispute.staff(By.Actor.SUPERVISOR, "kit", Rights.of("override"));
        var run = Dispute.choosing("close");
        // every way to note-upheld leads through the approval, to note-corrected one does not
        assertThat(run.rule(new Input.Override("note-upheld", "faster"), mayOverride))
                .isEqualTo("decision.beyond-rights");
        assertThat(run.rule(new Input.Override("note-corrected", "faster"), mayOverride))
                .isEqualTo("taken");
        var asked = Dispute.atOptions("100.00");
        asked.give(new Input.Chosen("options", "close"), Dispute.LEAD);
        assertThat(asked.rule(new Input.Override("note-upheld", "faster"), Dispute.LEAD))
                .isEqualTo("decision.own-request");
        assertThat(asked.rule(new Input.Override("note-upheld", "faster"), OTHER))
                .isEqualTo("taken");
    }

    @Test
    void each_departure_is_evidence_of_itself() {
        var run = Dispute.atOptions("100.00");
        run.give(new Input.Override("details", "typed for another"), Dispute.LEAD);
        assertThat(run.state.at()).isEqualTo("details");
        assertThat(run.last("overridden").details())
                .containsEntry("departure", "override")
                .containsEntry("reason", "typed for another")
                .containsEntry("from", "options")
                .containsEntry("to", "details");

        run.give(new Input.Correct("account.creditor", "Harbour Bank", "spelling"), Dispute.LEAD);
        assertThat(run.state.fact("account.creditor")).contains("Harbour Bank");
        assertThat(run.last("corrected").details())
                .containsEntry("departure", "correct")
                .containsEntry("fact", "account.creditor")
                .doesNotContainKeys("before", "after");
        run.give(new Input.Correct("details.day", "2026-11-19", "misread"), Dispute.LEAD);
        assertThat(run.last("corrected").details())
                .containsEntry("before", "2026-11-20")
                .containsEntry("after", "2026-11-19");

        var finished = at("finished");
        assertThat(finished.state.status()).isEqualTo(Status.FINISHED);
        finished.give(new Input.Reopen("verify", "new letter"), Dispute.LEAD);
        assertThat(finished.state.status()).isEqualTo(Status.OPEN);
        assertThat(finished.state.outcome()).isNull();
        assertThat(finished.state.proofs()).isEmpty();
        assertThat(finished.last("reopened").details()).containsEntry("departure", "reopen");

        var assigned = assigned();
        assigned.give(new Input.Reassign("leads", "rae", "knows it"), Dispute.LEAD);
        assertThat(assigned.state.task().queue()).isEqualTo("leads");
        assertThat(assigned.state.task().person()).isEqualTo("rae");
        assertThat(assigned.last("reassigned").details()).containsEntry("departure", "reassign");
        var other = Dispute.staff(
                By.Actor.AGENT, "kim", new Rights(Map.of("decide-disputes", Rights.Limit.NONE), Set.of("charges")));
        assertThat(assigned.rule(new Input.TakenBack("review", "right", ""), other))
                .isEqualTo("work.taken");

        var away = Dispute.atOptions("100.00");
        away.give(new Input.PersonWanted());
        away.give(new Input.Reassign("leads", null, "their client"), Dispute.LEAD);
        assertThat(away.state.task().queue()).isEqualTo("leads");
        away.give(new Input.Resumed("options", "called back"), Dispute.LEAD);
        assertThat(away.last("case-resumed").details()).containsEntry("departure", "resume");
        assertThat(away.state.at()).isEqualTo("options");
    }

    @Test
    void a_case_resumed_from_a_person_does_not_skip_the_required_words() {
        var run = Dispute.atWelcome();
        run.give(new Input.PersonWanted());
        assertThat(run.rule(new Input.Resumed("options", "they know"), Dispute.LEAD))
                .isEqualTo("departure.skips-words");
    }
}
