package io.throughline.platform.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.By;
import io.throughline.engine.Rights;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.outreach.Replies;
import io.throughline.understanding.Label;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What is asked of whoever decides a reply, and what is said to them when it is not met.
class ReplyControllerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Replies.Reply WAITS = new Replies.Reply(
            7,
            NOW.minusSeconds(3_600),
            "SMS",
            "+12125550142",
            "c1",
            null,
            "lay off a bit",
            "none",
            0.5,
            "message",
            "doubtful",
            NOW.minusSeconds(3_600),
            null,
            null,
            null,
            null);

    private final List<Replies.Decision> decided = new ArrayList<>();
    private final List<Replies.Ending> ended = new ArrayList<>();
    private final Replies replies = new Replies() {
        @Override
        public Standing standing() {
            return new Standing(1, WAITS.openedAt());
        }

        @Override
        public List<Reply> list(Which which, int most) {
            return which == Which.OPEN ? List.of(WAITS) : List.of();
        }

        @Override
        public Optional<Reply> find(long id) {
            return id == 7 ? Optional.of(WAITS) : Optional.empty();
        }

        @Override
        public Reply take(Said said) {
            return WAITS;
        }

        @Override
        public Reply decide(long id, Decision decision) {
            decided.add(decision);
            return WAITS;
        }

        @Override
        public List<String> told(long id) {
            return ended.isEmpty() ? List.of("dispute of a1") : List.of();
        }

        @Override
        public Reply end(long id, Ending ending) {
            ended.add(ending);
            return WAITS;
        }
    };

    private final ReplyController controller = new ReplyController(
            replies,
            header -> new By(
                    By.Actor.AGENT,
                    String.valueOf(header),
                    By.Channel.API,
                    "sue".equals(header) ? Rights.of(Rights.REPLIES) : Rights.NONE),
            InstantSource.fixed(NOW));

    private static void assertRefused(ThrowingCallable what, String code, String words) {
        assertThatThrownBy(what).isInstanceOfSatisfying(ApiProblem.class, problem -> {
            assertThat(problem.getBody().getProperties()).containsEntry("code", code);
            assertThat(problem.getBody().getDetail()).contains(words);
        });
    }

    private static ReplyController.Verdict verdict(String labels, String reason) {
        return new ReplyController.Verdict(labels, null, null, reason);
    }

    @Test
    void what_waits_is_listed_with_its_age() {
        assertThat(controller.all("open", 10))
                .singleElement()
                .satisfies(one -> assertThat(one.waiting()).isEqualTo(3_600));
        assertThat(controller.all("no-case", 10)).isEmpty();
        assertRefused(() -> controller.all("opne", 10), "reply.which", "\"opne\" is none of open, all, no-case");
        assertRefused(() -> controller.one(8), "reply.unknown", "There is no reply 8.");
    }

    @Test
    void only_who_holds_the_right_decides_and_says_why() {
        assertRefused(
                () -> controller.decide(7, verdict("stop-sms", "clear"), "ana"),
                "reply.right",
                "ana needs the right \"decide-replies\"");
        assertRefused(() -> controller.decide(7, verdict("stop-sms", " "), "sue"), "reply.reason", "is missing");
        assertThat(decided).isEmpty();
        controller.decide(7, verdict("stop-sms|attorney", "she says so"), "sue");
        assertThat(decided).singleElement().satisfies(one -> {
            assertThat(one.labels()).isEqualTo(Set.of(Label.STOP_SMS, Label.ATTORNEY));
            assertThat(one.by()).isEqualTo("sue");
        });
    }

    @Test
    void what_was_told_ends_by_the_same_right_and_a_reason() {
        assertThat(controller.one(7).told()).containsExactly("dispute of a1");
        var answered = new ReplyController.Ended("dispute", "verification sent");
        assertRefused(() -> controller.end(7, answered, "ana"), "reply.right", "ana needs the right");
        assertRefused(
                () -> controller.end(7, new ReplyController.Ended("none", "x"), "sue"),
                "reply.labels",
                "Say what ends, such as dispute.");
        assertRefused(
                () -> controller.end(7, new ReplyController.Ended("dispute", null), "sue"),
                "reply.reason",
                "is missing");
        assertThat(ended).isEmpty();
        assertThat(controller.end(7, answered, "sue").told()).isEmpty();
        assertThat(ended).containsExactly(new Replies.Ending(Set.of(Label.DISPUTE), "sue", "verification sent"));
    }

    @Test
    void labels_that_do_not_exist_or_do_not_go_together_are_refused() {
        assertRefused(
                () -> controller.decide(7, verdict("stop-smss", "x"), "sue"),
                "reply.labels",
                "\"stop-smss\" is no label; did you mean \"stop-sms\"?");
        assertRefused(() -> controller.decide(7, verdict("none|stop-sms", "x"), "sue"), "reply.labels", "stands alone");
    }

    @Test
    void words_from_elsewhere_need_a_channel_a_source_and_a_time_that_was() {
        assertRefused(
                () -> controller.take(new ReplyController.Taken("fone", "c1", "stop", "call", null), "sue"),
                "reply.channel",
                "\"fone\" is no channel");
        assertRefused(
                () -> controller.take(new ReplyController.Taken("call", "c1", "stop", null, null), "sue"),
                "reply.source",
                "is missing");
        assertRefused(
                () -> controller.take(
                        new ReplyController.Taken("call", "c1", "stop", "call", NOW.plusSeconds(1)), "sue"),
                "reply.at",
                "in the future");
    }
}
