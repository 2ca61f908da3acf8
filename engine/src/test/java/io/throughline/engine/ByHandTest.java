package io.throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.Input.ContactResult;
import io.throughline.engine.Input.SteppedIn.Manner;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What people of the house do beside the path is evidence and moves nothing.
class ByHandTest {
    private static final By ANN = new By(By.Actor.AGENT, "ann", By.Channel.API);
    private static final By LEAD = new By(By.Actor.SUPERVISOR, "sue", By.Channel.API);
    private static final By SUE = new By(
            By.Actor.SUPERVISOR,
            "sue",
            By.Channel.API,
            new Rights(Map.of(Rights.REASSIGN, new Rights.Limit(null, null)), Set.of()));

    @Test
    void a_message_by_hand_leaves_its_hash_and_moves_nothing() {
        var run = Arrears.atOptions();
        var before = run.state;
        var written = new Input.MessageWritten("m1", By.Channel.SMS, "0142", "ab12", false);
        assertThat(run.give(written, ANN)).isInstanceOf(Advance.Moved.class);
        assertThat(run.state.at()).isEqualTo(before.at());
        assertThat(run.state.awaiting()).isEqualTo(before.awaiting());
        assertThat(run.events.getLast().details())
                .containsEntry("words", "ab12")
                .containsEntry("ending", "0142");
        assertThat(refusalOf(run, written, By.customer(By.Channel.WEB))).isEqualTo("message.staff-only");
    }

    @Test
    void only_the_platform_says_what_came_of_it_and_what_policy_decided() {
        var run = Arrears.atOptions();
        var denied = new Input.MessageReported("m1", new ContactResult.Denied("OPTED_OUT", "they said stop"), "p7");
        assertThat(refusalOf(run, denied, ANN)).isEqualTo("report.system-only");
        run.give(denied, By.SYSTEM);
        assertThat(run.events.getLast().type()).isEqualTo("message-not-sent");
        assertThat(run.events.getLast().details())
                .containsEntry("decision", "deny")
                .containsEntry("rule", "OPTED_OUT")
                .containsEntry("packs", "p7");
        run.give(new Input.MessageReported("m2", new ContactResult.Sent("r1", By.Channel.SMS), "p7"), By.SYSTEM);
        assertThat(run.events.getLast().type()).isEqualTo("message-sent");
        run.give(
                new Input.MessageReported("m3", new ContactResult.Held(run.now, "TIME_WINDOW", "night"), "p7"),
                By.SYSTEM);
        assertThat(run.events.getLast().details()).containsEntry("decision", "not-before");
        run.give(new Input.MessageReported("m4", new ContactResult.Undeliverable("gone"), "p7"), By.SYSTEM);
        assertThat(run.events.getLast().type()).isEqualTo("message-undeliverable");
        run.give(new Input.MessageReported("m5", new ContactResult.Unknown("cut off"), "p7"), By.SYSTEM);
        assertThat(run.events.getLast().type()).isEqualTo("message-unknown");
    }

    @Test
    void only_supervisors_step_in_and_say_why_and_taking_over_needs_the_right() {
        var run = Arrears.atOptions();
        var joined = new Input.SteppedIn("W-1", "ann", Manner.JOINED, "upset");
        var taken = new Input.SteppedIn("W-1", "ann", Manner.TOOK_OVER, "upset");
        assertThat(refusalOf(run, joined, ANN)).isEqualTo("step-in.supervisors");
        assertThat(refusalOf(run, taken, LEAD)).isEqualTo("step-in.right");
        assertThat(refusalOf(run, new Input.SteppedIn("W-1", "ann", Manner.JOINED, " "), SUE))
                .isEqualTo("step-in.reason");
        run.give(joined, LEAD);
        run.give(new Input.SteppedIn("W-1", "ann", Manner.LEFT, ""), LEAD);
        run.give(taken, SUE);
        assertThat(run.eventTypes()).containsSubsequence("supervisor-joined", "supervisor-left", "work-taken-over");
        assertThat(run.state.at()).isEqualTo("options");
    }

    private static String refusalOf(Arrears run, Input input, By by) {
        return ((Advance.Refused) run.give(input, by)).refusal().rule();
    }
}
