package io.throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each kind of step, through each of its outcomes.
class StepKindsTest {
    @Test
    void answers_become_typed_facts_of_the_step() {
        var run = Dispute.atDetails();
        run.give(new Input.Answered("details", Dispute.map("amount", "$1,00.00"), Map.of()));
        assertThat(run.state.at()).isEqualTo("details");
        run.give(new Input.Answered(
                "details",
                Dispute.map(
                        "amount",
                        "$100",
                        "day",
                        "November 20, 2026",
                        "phone",
                        "(201) 555-0123",
                        "zip",
                        "750241234",
                        "email",
                        "rosa@example.com",
                        "why",
                        "paid",
                        "note",
                        "  twice ",
                        "times",
                        "2",
                        "police",
                        "no"),
                Map.of("proof", new Document("document/1", "ab", "application/pdf", "application/pdf", 900))));
        assertThat(run.state.at()).isEqualTo("options");
        assertThat(run.state.facts().get("details"))
                .containsEntry("amount", new Money(10_000, "USD").toFact())
                .containsEntry("day", "2026-11-20")
                .containsEntry("phone", "+12015550123")
                .containsEntry("zip", "75024-1234")
                .containsEntry("email", "rosa@example.com")
                .containsEntry("note", "twice")
                .containsEntry("times", 2L)
                .containsEntry("police", false);
        assertThat(Document.fromFact(run.state.facts().get("details").get("proof"))
                        .sha256())
                .isEqualTo("ab");
        assertThat(run.last("answered").details().toString()).doesNotContain("rosa", "2015550123");
    }

    @Test
    void a_step_that_waits_too_long_goes_where_its_time_out_leads() {
        var run = Dispute.atDetails();
        run.later(Duration.ofDays(2));
        assertThat(run.state.at()).isEqualTo("hand-over");
        assertThat(run.last("step-timed-out").step()).isEqualTo("details");
    }

    @Test
    void a_checklist_is_done_when_every_needed_line_has_its_evidence() {
        var run = Dispute.choosing("review");
        assertThat(run.state.awaiting()).isEqualTo(Awaiting.PERSON);
        run.give(new Input.Answered("call-notes", Map.of("heard", "it was paid"), Map.of()), Dispute.AGENT);
        assertThat(run.state.at()).isEqualTo("look");
        var refused = (Advance.Refused) run.give(new Input.Checked("look", Map.of("picture", "P-1")), Dispute.AGENT);
        assertThat(refused.refusal().rule()).isEqualTo("check.evidence");
        assertThat(refused.refusal().fields()).containsOnlyKeys("letterSeen");
        assertThat(run.rule(new Input.Checked("look", Map.of("letterSeen", "L-1", "other", "x")), Dispute.AGENT))
                .isEqualTo("check.evidence");
        run.give(new Input.Checked("look", Map.of("letterSeen", "L-1")), Dispute.AGENT);
        assertThat(run.state.at()).isEqualTo("review");
        assertThat(run.last("checked").details().toString()).contains("L-1");
    }

    private static Dispute inReview() {
        var run = Dispute.choosing("review");
        run.give(new Input.Answered("call-notes", Map.of("heard", "it was paid"), Map.of()), Dispute.AGENT);
        run.give(new Input.Checked("look", Map.of("letterSeen", "L-1")), Dispute.AGENT);
        return run;
    }

    @ParameterizedTest
    @CsvSource({"right, note-corrected", "wrong, hand-over", "more, details"})
    void a_case_that_was_assigned_comes_back_with_one_of_its_named_outcomes(String result, String to) {
        var run = inReview();
        assertThat(run.state.task().queue()).isEqualTo("disputes");
        assertThat(run.state.task().dueBy()).isEqualTo(run.now.plus(Duration.ofDays(3)));
        assertThat(run.state.task().context()).containsEntry("look.letterSeen", "L-1");
        assertThat(run.give(new Input.Claimed("review"), Dispute.REVIEWER)).isInstanceOf(Advance.Moved.class);
        assertThat(run.rule(new Input.TakenBack("review", "maybe", ""), Dispute.REVIEWER))
                .isEqualTo("not-offered");
        run.give(new Input.TakenBack("review", result, "seen"), Dispute.REVIEWER);
        assertThat(run.state.at()).isEqualTo(to);
        assertThat(run.state.facts().get("review"))
                .containsEntry("outcome", result)
                .containsEntry("by", "rae");
    }

    @Test
    void work_that_nobody_does_goes_to_those_who_look_after_that_and_is_then_told_as_overdue() {
        var run = inReview();
        run.later(Duration.ofDays(3));
        assertThat(run.state.task().queue()).isEqualTo("leads");
        assertThat(run.last("work-escalated").details()).containsEntry("from", "disputes");
        run.later(Duration.ofDays(3));
        assertThat(run.last("work-overdue").step()).isEqualTo("review");
        assertThat(run.state.at()).isEqualTo("review");
    }

    @Test
    void an_approval_goes_on_as_approved_or_refused() {
        for (boolean approved : new boolean[] {true, false}) {
            var run = Dispute.choosing("close");
            run.give(new Input.Decided("sign-off", approved, "as agreed"), Dispute.LEAD);
            assertThat(run.state.at()).isEqualTo(approved ? "note-upheld" : "options");
            assertThat(run.state.facts().get("sign-off"))
                    .containsEntry("decision", approved ? "approved" : "refused")
                    .containsEntry("by", "lee");
        }
    }

    @Test
    void an_approval_that_nobody_decides_expires() {
        var run = Dispute.choosing("close");
        assertThat(run.state.task().context()).containsEntry("trigger.reason", "called");
        run.later(Duration.ofHours(2));
        assertThat(run.state.at()).isEqualTo("hand-over");
        assertThat(run.last("approval-expired").details()).containsEntry("decision", "expired");
    }

    @Test
    void a_child_gets_its_facts_under_a_key_of_its_own() {
        var run = Dispute.choosing("move");
        var open = run.last(Effect.OpenCase.class);
        assertThat(open.workflow()).isEqualTo("contact-change");
        assertThat(open.values())
                .containsEntry("accountId", "A-1")
                .containsEntry("customerId", "C-1")
                .containsEntry("reason", "Moved, says dispute A-1")
                .containsEntry("since", "2026-11-20");
        assertThat(open.bring()).containsEntry("street", "new-address.street");
        assertThat(run.state.awaiting()).isEqualTo(Awaiting.CHILD);
        run.give(new Input.ChildOpened(open.key(), "child-1"), By.SYSTEM);
        assertThat(run.state.facts().get("address")).containsEntry("case", "child-1");
    }

    @ParameterizedTest
    @CsvSource({"changed, note-corrected", "unchanged, options", "wrong-party, hand-over"})
    void the_childs_outcome_is_the_steps_outcome(String outcome, String to) {
        var run = Dispute.choosing("move");
        var key = run.last(Effect.OpenCase.class).key();
        var facts = Map.<String, Object>of("street", "1 High Street", "on", "not a day", "extra", "x");
        run.give(new Input.ChildEnded(key, "child-1", outcome, facts), By.SYSTEM);
        assertThat(run.state.at()).isEqualTo(to);
        assertThat(run.state.facts().get("address"))
                .containsEntry("outcome", outcome)
                .containsEntry("street", "1 High Street")
                .doesNotContainKeys("on", "extra");
        assertThat(run.rule(new Input.ChildEnded(key, "child-1", outcome, Map.of()), By.SYSTEM))
                .isEqualTo("already-done");
    }

    @Test
    void a_child_that_cannot_be_opened_is_a_failed_run() {
        var run = Dispute.choosing("move");
        run.give(new Input.ChildFailed(run.last(Effect.OpenCase.class).key(), "no such workflow"), By.SYSTEM);
        assertThat(run.state.status()).isEqualTo(Status.EXCEPTION);
        assertThat(run.state.at()).isEqualTo("hand-over");
    }

    @Test
    void a_choice_beyond_ones_rights_becomes_an_approval_and_goes_on_when_granted() {
        var run = Dispute.choosing("settle");
        assertThat(run.state.at()).isEqualTo("options");
        assertThat(run.state.awaiting()).isEqualTo(Awaiting.PERSON);
        assertThat(run.state.task().context())
                .containsEntry("account.balance", "$480.00")
                .containsEntry("details.amount", "$100.00");
        assertThat(run.last("approval-requested").details()).containsEntry("authority", "settlement");
        run.give(new Input.Decided("options", true, ""), Dispute.LEAD);
        assertThat(run.state.at()).isEqualTo("note-corrected");
    }

    @Test
    void a_choice_that_is_refused_or_expires_is_not_offered_again() {
        var refused = Dispute.choosing("settle");
        refused.give(new Input.Decided("options", false, "too much"), Dispute.LEAD);
        var expired = Dispute.choosing("settle").later(Duration.ofDays(1));
        assertThat(expired.state.task().queue()).isEqualTo("leads");
        expired.later(Duration.ofHours(4));
        expired.answerReads();
        for (var run : new Dispute[] {refused, expired}) {
            assertThat(run.state.awaiting()).isEqualTo(Awaiting.CUSTOMER);
            run.prove();
            assertThat(run.rule(new Input.Chosen("options", "settle"), Dispute.CUSTOMER))
                    .isEqualTo("not-offered");
        }
        assertThat(((Prompt.Choose) refused.prompt(Dispute.AGENT, true)).notAllowed())
                .contains(new Prompt.NotAllowed("settle", "Take $100.00 off", "refused: too much"));
    }

    @Test
    void who_holds_the_right_up_to_the_amount_decides_at_once() {
        for (var limit : Map.of(
                        new Rights.Limit(new Money(10_000, "USD"), null), true,
                        new Rights.Limit(new Money(9_999, "USD"), null), false,
                        new Rights.Limit(null, 21), true,
                        new Rights.Limit(null, 20), false,
                        new Rights.Limit(new Money(10_000, "EUR"), null), false)
                .entrySet()) {
            var run = Dispute.atOptions("100.00");
            var agent = Dispute.staff(
                    By.Actor.AGENT, "ann", new Rights(Map.of("settlement", limit.getKey()), java.util.Set.of()));
            run.give(new Input.Chosen("options", "settle"), agent);
            assertThat(run.state.at())
                    .as("%s", limit.getKey())
                    .isEqualTo(limit.getValue() ? "note-corrected" : "options");
        }
    }

    @Test
    void facts_that_were_never_there_and_facts_that_grew_old_lead_to_different_places() {
        var missing = Dispute.opened();
        missing.give(new Input.FactsMissing(missing.last(Effect.ReadFacts.class).key(), "no account"), By.SYSTEM);
        assertThat(missing.state.at()).isEqualTo("no-facts");

        var stale = Dispute.atWelcome();
        stale.answer("welcome", "topic", "fee");
        stale.now = stale.now.plus(Duration.ofMinutes(6));
        stale.prove();
        stale.give(new Input.Acknowledged("words", "house.recording", "1", "en"));
        assertThat(stale.state.awaiting()).isEqualTo(Awaiting.FACTS);
        stale.give(new Input.FactsMissing(stale.last(Effect.ReadFacts.class).key(), "ledger away"), By.SYSTEM);
        assertThat(stale.state.at()).isEqualTo("wait-for-ledger");
        assertThat(stale.last("facts-too-old").details()).containsEntry("source", "account");
    }

    @Test
    void a_guide_is_told_only_to_those_who_help_and_its_facts_only_when_the_person_is_proven() {
        var run = Dispute.atDetails();
        assertThat(Engine.beside(Dispute.DEFINITION, run.state, new Viewer(Dispute.CUSTOMER, true), run.now))
                .isEmpty();
        var proven = Engine.beside(Dispute.DEFINITION, run.state, new Viewer(Dispute.AGENT, true), run.now)
                .orElseThrow();
        assertThat(proven.say()).isEqualTo("They owe $480.00. Ask what part they dispute.");
        assertThat(proven.tips()).containsExactly("Let them finish", "Their creditor is Harbor Bank");
        for (var viewer : new Viewer[] {new Viewer(Dispute.AGENT, false)}) {
            var withheld = Engine.beside(Dispute.DEFINITION, run.state, viewer, run.now)
                    .orElseThrow();
            assertThat(withheld.say()).isNull();
            assertThat(withheld.tips()).containsExactly("Let them finish");
            assertThat(withheld.withheld()).isTrue();
        }
        run.now = run.now.plus(Duration.ofMinutes(15));
        assertThat(Engine.beside(Dispute.DEFINITION, run.state, new Viewer(Dispute.AGENT, true), run.now)
                        .orElseThrow()
                        .say())
                .isNull();
    }

    @Test
    void identity_lives_as_long_as_the_workflow_says_and_is_asked_for_where_a_step_needs_it() {
        var run = Dispute.atWelcome();
        assertThat(run.prompt(Dispute.CUSTOMER, false)).isInstanceOf(Prompt.Ask.class);
        run = Dispute.atDetails();
        assertThat(run.prompt(Dispute.CUSTOMER, true)).isInstanceOf(Prompt.Ask.class);
        assertThat(run.prompt(Dispute.CUSTOMER, false)).isInstanceOf(Prompt.Verify.class);
        run.now = run.now.plus(Duration.ofMinutes(15));
        assertThat(run.prompt(Dispute.CUSTOMER, true)).isInstanceOf(Prompt.Verify.class);
        assertThat(run.rule(new Input.Answered("details", Map.of(), Map.of()), Dispute.CUSTOMER))
                .isEqualTo("not-verified");
    }

    @Test
    void a_lower_proof_does_not_take_a_higher_one_away() {
        var run = Dispute.atDetails();
        run.give(new Input.IdentityProved(Identity.Level.LINK, "link"));
        assertThat(run.state.identity().level()).isEqualTo(Identity.Level.RIGHT_PARTY);
    }

    @Test
    void what_the_ledger_holds_is_not_carried_to_people_when_nobody_was_proven() {
        var unknown = Dispute.atWelcome();
        unknown.give(new Input.PersonWanted());
        assertThat(unknown.last("exception-raised").details().get("carry").toString())
                .contains("withheld")
                .doesNotContain("480");
        var known = Dispute.atOptions("100.00");
        known.give(new Input.PersonWanted());
        assertThat(known.last("exception-raised").details().get("carry").toString())
                .contains("$480.00")
                .contains("$100.00");
    }

    @Test
    void customers_see_that_a_person_has_it_and_staff_see_the_work() {
        var run = inReview();
        assertThat(run.prompt(Dispute.CUSTOMER, true))
                .isEqualTo(new Prompt.WithPerson("disputes", run.state.task().dueBy()));
        assertThat(run.prompt(Dispute.REVIEWER, false)).isInstanceOfSatisfying(Prompt.Assigned.class, assigned -> {
            assertThat(assigned.results()).containsExactly("right", "wrong", "more");
            assertThat(assigned.skills()).containsExactly("charges");
        });
        var approval = Dispute.choosing("settle");
        assertThat(approval.prompt(Dispute.LEAD, false)).isInstanceOfSatisfying(Prompt.Approve.class, approve -> {
            assertThat(approve.amount()).isEqualTo(new Money(10_000, "USD"));
            assertThat(approve.mayNot()).isNull();
        });
        assertThat(approval.prompt(Dispute.AGENT, false))
                .isInstanceOfSatisfying(
                        Prompt.Approve.class,
                        approve -> assertThat(approve.mayNot().rule()).isEqualTo("decision.beyond-rights"));
    }

    @Test
    void an_agent_sees_what_is_not_allowed_and_why_and_a_customer_does_not() {
        var run = Dispute.atOptions("100.00");
        var agents = (Prompt.Choose) run.prompt(Dispute.AGENT, true);
        assertThat(agents.notAllowed())
                .containsExactly(new Prompt.NotAllowed("big", "Big ones only", "$100.00 is not more than $300"));
        assertThat(agents.options())
                .filteredOn(option -> option.approval() != null)
                .singleElement()
                .satisfies(option -> assertThat(option.choice()).isEqualTo("settle"));
        assertThat(((Prompt.Choose) run.prompt(Dispute.CUSTOMER, true)).notAllowed())
                .isEmpty();
    }

    @Test
    void a_step_for_other_channels_says_so() {
        var run = Dispute.atDetails();
        assertThat(run.prompt(By.customer(By.Channel.SMS), true)).isInstanceOf(Prompt.Elsewhere.class);
        assertThat(run.rule(new Input.Answered("details", Map.of(), Map.of()), By.customer(By.Channel.VOICE)))
                .isEqualTo("answer.channel");
    }
}
