package io.throughline.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FloorTest {
    private static final Instant START = Instant.parse("2026-11-23T15:00:00Z");
    private static final Queue CARE = Queue.of("care", Map.of("billing", 5));
    private static final Queue LEADS = Queue.of("leads", Map.of());
    private final List<String> said = new ArrayList<>();
    private Floor floor = new Floor(FloorRules.USUAL, List.of(CARE, LEADS));
    private Instant now = START;

    @Test
    void work_goes_to_the_longest_idle_of_those_who_fit() {
        know("ana", "billing", 6);
        know("ben", "billing", 6);
        know("cyd", "billing", 2);
        present("cyd");
        pass(10);
        present("ben");
        pass(10);
        present("ana");
        assertThat(arrive("w1", "care", 0)).containsExactly("arrived w1", "offered w1 ben");
        assertThat(floor.explain("w1").orElseThrow().sentence())
                .isEqualTo("Offered to ben, the longest idle of those free.");
    }

    @Test
    void somebody_who_comes_free_gets_the_highest_priority_and_then_the_longest_wait() {
        know("ana", "billing", 6);
        arrive("late", "care", 0);
        pass(5);
        arrive("later", "care", 0);
        pass(5);
        arrive("urgent", "care", 3);
        assertThat(present("ana")).containsExactly("ana AVAILABLE", "offered urgent ana");
        take(new FloorInput.Accept("ana", "urgent"));
        assertThat(take(new FloorInput.Complete("ana", "urgent")))
                .containsExactly("completed urgent", "offered late ana");
    }

    @Test
    void who_looks_after_the_floor_takes_over_what_another_has_at_work() {
        know("ana", "billing", 6);
        know("sue", "billing", 1);
        present("ana");
        arrive("w1", "care", 0);
        arrive("w2", "care", 0);
        assertThat(take(new FloorInput.TakeOver("w1", "sue", "a complaint")))
                .containsExactly("refused take-over.not-at-work");
        take(new FloorInput.Accept("ana", "w1"));
        assertThat(take(new FloorInput.TakeOver("w1", "sue", "a complaint")))
                .containsExactly("refused take-over.offline");
        take(new FloorInput.Present("sue", Presence.AWAY, "meeting"));
        assertThat(take(new FloorInput.TakeOver("w1", "sue", "a complaint")))
                .containsExactly("taken over w1 ana sue", "offered w2 ana");
        assertThat(take(new FloorInput.Complete("ana", "w1"))).containsExactly("refused work.not-yours");
        assertThat(take(new FloorInput.Complete("sue", "w1"))).containsExactly("completed w1");
    }

    @Test
    void whoever_asked_for_an_approval_does_not_give_it_and_a_limit_counts_to_the_cent() {
        floor = new Floor(FloorRules.USUAL, List.of(LEADS));
        lead("own", 100_000);
        lead("small", 49_999);
        lead("right", 50_000);
        var need = new Need("case", null, Set.of(), "settle", 50_000, Set.of("own"));
        var item = new WorkItem("w1", "case 7", "approve", "leads", 0, now, null, need, null);
        assertThat(take(new FloorInput.Arrive(item))).containsExactly("arrived w1", "offered w1 right");
        take(new FloorInput.Present("right", Presence.OFFLINE, "gone"));
        assertThat(floor.explain("w1").orElseThrow().hindered())
                .isEqualTo(Map.of(Hindrance.OWN_REQUEST, 1, Hindrance.RIGHT, 1, Hindrance.OFFLINE, 1));
        assertThat(floor.explain("w1").orElseThrow().sentence())
                .isEqualTo(
                        "In line: of those known, 1 asked for it themselves; 1 may not decide it; 1 are not signed in.");
    }

    @Test
    void a_floor_that_was_kept_goes_on_where_it_stood() {
        var ana = person("ana", Map.of("billing", 6), Map.of());
        var ben = person("ben", Map.of("billing", 6), Map.of());
        var until = now.plusSeconds(12);
        floor.goOn(
                new Kept(
                        List.of(
                                new Kept.Person(ana, Presence.AVAILABLE, now.minusSeconds(60), null),
                                new Kept.Person(
                                        ben, Presence.AVAILABLE, now, new Kept.WrapUp(now.plusSeconds(5), true))),
                        List.of(
                                kept("taken", Kept.Stand.AT_WORK, "ben", null),
                                kept("shown", Kept.Stand.OFFERED, "ana", until),
                                kept("waits", Kept.Stand.IN_LINE, null, null),
                                kept("later", Kept.Stand.CALL_BACK, null, now.plusSeconds(300)))),
                now);
        assertThat(floor.explain("shown").orElseThrow().agent()).isEqualTo("ana");
        assertThat(take(new FloorInput.Accept("ana", "shown"))).containsExactly("accepted shown");
        assertThat(take(new FloorInput.Complete("ana", "shown")))
                .containsExactly("completed shown", "offered waits ana");
        pass(5);
        assertThat(take(new FloorInput.Complete("ben", "taken"))).contains("completed taken");
        pass(300);
        take(new FloorInput.Wait());
        assertThat(floor.explain("later").orElseThrow().stand()).isNotEqualTo("call-back");
    }

    private Kept.Item kept(
            String id,
            Kept.Stand stand,
            @org.jspecify.annotations.Nullable String agent,
            @org.jspecify.annotations.Nullable Instant until) {
        var item = new WorkItem(id, "c", "x", "care", 0, now, null, Need.of("case"), null);
        return new Kept.Item(item, now, stand, agent, until, "as it was", Map.of());
    }

    @Test
    void a_right_withdrawn_takes_back_the_offer_and_the_work() {
        lead("ana", 50_000);
        lead("ben", 50_000);
        var need = new Need("case", null, Set.of(), "settle", 10_000, Set.of());
        take(new FloorInput.Arrive(new WorkItem("w1", "c", "approve", "leads", 0, now, null, need, null)));
        assertThat(take(new FloorInput.Know(person("ana", Map.of(), Map.of()))))
                .containsExactly("rescinded w1 ana: no longer allowed", "offered w1 ben");
        take(new FloorInput.Accept("ben", "w1"));
        assertThat(take(new FloorInput.Know(person("ben", Map.of(), Map.of()))))
                .containsExactly("returned w1 ben: no longer allowed");
    }

    @Test
    void what_is_asked_for_relaxes_ring_by_ring() {
        var rings = List.of(
                new Queue.Ring(Duration.ZERO, Map.of("billing", 8)),
                new Queue.Ring(Duration.ofSeconds(30), Map.of("billing", 4)),
                new Queue.Ring(Duration.ofSeconds(60), Map.of()));
        floor = new Floor(FloorRules.USUAL, List.of(queue("care", rings, null, Queue.WrapUp.NONE)));
        know("ana", "billing", 4);
        present("ana");
        arrive("w1", "care", 0);
        assertThat(floor.explain("w1").orElseThrow().sentence())
                .isEqualTo("In line: of those known, 1 lack the skill asked for now. It asks for less from "
                        + START.plusSeconds(30) + ".");
        assertThat(after(29)).isEmpty();
        assertThat(after(1)).containsExactly("relaxed w1 1", "offered w1 ana");
    }

    @Test
    void work_overflows_and_keeps_its_place() {
        var first = queue("care", CARE.rings(), new Queue.Overflow(Duration.ofSeconds(45), "leads"), Queue.WrapUp.NONE);
        floor = new Floor(FloorRules.USUAL, List.of(first, LEADS));
        arrive("w1", "care", 0);
        pass(40);
        arrive("w2", "leads", 0);
        after(5);
        lead("ana", 0);
        assertThat(said).contains("moved w1 care leads: overflow").last().isEqualTo("offered w1 ana");
    }

    @Test
    void an_offer_that_is_missed_goes_to_the_next_and_three_in_a_row_set_somebody_away() {
        know("ana", "billing", 6);
        present("ana");
        arrive("w1", "care", 0);
        arrive("w2", "care", 0);
        arrive("w3", "care", 0);
        assertThat(after(20)).containsExactly("timed-out w1 ana", "offered w2 ana");
        after(20);
        assertThat(take(new FloorInput.Reject("ana", "w3", "lunch")))
                .containsExactly("rejected w3 ana: lunch", "ana AWAY");
        assertThat(take(new FloorInput.Accept("ana", "w3"))).containsExactly("refused offer.gone");
    }

    @Test
    void the_preferred_agent_is_waited_for_and_not_for_ever() {
        know("ana", "billing", 6);
        know("ben", "billing", 6);
        present("ana");
        present("ben");
        arrive("w1", "care", 0);
        take(new FloorInput.Accept("ana", "w1"));
        var preferred = new WorkItem.Preferred("ana", now.plusSeconds(60));
        var item = new WorkItem("w2", "c", "pay", "care", 0, now, null, Need.of("case"), preferred);
        assertThat(take(new FloorInput.Arrive(item))).containsExactly("arrived w2", "held w2");
        assertThat(floor.explain("w2").orElseThrow().sentence()).startsWith("Waits for ana until ");
        assertThat(after(60)).containsExactly("offered w2 ben");
    }

    @Test
    void a_call_back_and_a_transfer_keep_the_place_in_line() {
        know("ana", "billing", 6);
        lead("ben", 0);
        present("ana");
        arrive("w1", "care", 0);
        take(new FloorInput.Accept("ana", "w1"));
        take(new FloorInput.Present("ben", Presence.AWAY, "tea"));
        pass(10);
        arrive("w2", "leads", 0);
        take(new FloorInput.Present("ana", Presence.AWAY, "tea too"));
        take(new FloorInput.Transfer("ana", "w1", "leads", null, "needs a lead"));
        take(new FloorInput.Present("ben", Presence.AVAILABLE, "back"));
        assertThat(said).last().isEqualTo("offered w1 ben");
        take(new FloorInput.CallBack("w1", now.plusSeconds(600), null));
        assertThat(said)
                .contains("rescinded w1 ben: is called back later", "held w1")
                .last()
                .isEqualTo("offered w2 ben");
        take(new FloorInput.Accept("ben", "w2"));
        pass(600);
        arrive("w3", "leads", 0);
        assertThat(take(new FloorInput.Complete("ben", "w2"))).containsExactly("completed w2", "offered w1 ben");
    }

    @Test
    void wrap_up_keeps_the_next_offer_away_until_it_is_over() {
        var upTo = new Queue.WrapUp(Queue.WrapUp.Mode.UP_TO, Duration.ofSeconds(30));
        floor = new Floor(FloorRules.USUAL, List.of(queue("care", CARE.rings(), null, upTo)));
        know("ana", "billing", 6);
        present("ana");
        arrive("w1", "care", 0);
        arrive("w2", "care", 0);
        take(new FloorInput.Accept("ana", "w1"));
        assertThat(take(new FloorInput.Complete("ana", "w1"))).containsExactly("completed w1", "wrap-up ana");
        assertThat(after(30)).containsExactly("wrapped-up ana", "offered w2 ana");
        take(new FloorInput.Accept("ana", "w2"));
        take(new FloorInput.Complete("ana", "w2"));
        arrive("w3", "care", 0);
        assertThat(take(new FloorInput.WrappedUp("ana"))).containsExactly("wrapped-up ana", "offered w3 ana");
    }

    @Test
    void nothing_is_offered_while_the_queue_is_closed_and_all_of_it_when_it_opens() {
        var zone = ZoneId.of("America/New_York");
        var hours = new Hours(
                zone,
                Map.of(DayOfWeek.MONDAY, List.of(new Hours.Interval(LocalTime.of(10, 30), LocalTime.of(12, 0)))),
                Map.of(LocalDate.of(2026, 11, 30), List.of()));
        var queue = new Queue(
                "care", CARE.rings(), null, hours, CARE.target(), CARE.offerFor(), CARE.wrapUp(), CARE.choice());
        floor = new Floor(FloorRules.USUAL, List.of(queue));
        know("ana", "billing", 6);
        present("ana");
        assertThat(arrive("w1", "care", 0)).containsExactly("arrived w1");
        assertThat(floor.explain("w1").orElseThrow().sentence())
                .isEqualTo("In line: the queue is closed until 2026-11-23T15:30:00Z.");
        assertThat(after(1_800)).containsExactly("offered w1 ana");
        assertThat(hours.nextOpen(Instant.parse("2026-11-23T17:00:00Z")))
                .as("the Monday after is a holiday")
                .contains(Instant.parse("2026-12-07T15:30:00Z"));
    }

    @Test
    void a_lid_that_closes_gives_the_work_back_after_a_while() {
        know("ana", "billing", 6);
        present("ana");
        arrive("w1", "care", 0);
        take(new FloorInput.Accept("ana", "w1"));
        take(new FloorInput.Present("ana", Presence.OFFLINE, "connection lost"));
        know("ben", "billing", 9);
        present("ben");
        assertThat(after(119)).isEmpty();
        assertThat(after(1)).containsExactly("returned w1 ana: the agent is gone", "offered w1 ben");
    }

    @Test
    void a_supervisor_gives_work_to_one_person_and_not_beyond_their_rights() {
        know("ana", "billing", 1);
        present("ana");
        arrive("w1", "care", 0);
        assertThat(take(new FloorInput.Assign("w1", "ana", "lead", "to learn"))).containsExactly("offered w1 ana");
        var need = new Need("case", null, Set.of(), "settle", 1, Set.of());
        take(new FloorInput.Arrive(new WorkItem("w2", "c", "approve", "leads", 0, now, null, need, null)));
        assertThat(take(new FloorInput.Assign("w2", "ana", "lead", "quickly"))).containsExactly("refused assign.right");
    }

    @Test
    void a_call_may_interrupt_a_case_but_not_a_chat() {
        var capacity = Map.of(
                "voice", new Agent.Capacity(1, Set.of("case")),
                "case", new Agent.Capacity(2, Set.of()),
                "chat", new Agent.Capacity(2, Set.of()));
        take(new FloorInput.Know(new Agent("ana", Set.of("leads"), Map.of(), Set.of(), Set.of(), Map.of(), capacity)));
        present("ana");
        work("c1", "case");
        work("v1", "voice");
        assertThat(work("h1", "chat")).containsExactly("arrived h1", "refused offer.gone");
        take(new FloorInput.Complete("ana", "v1"));
        assertThat(take(new FloorInput.Complete("ana", "c1"))).containsExactly("completed c1", "offered h1 ana");
        take(new FloorInput.Accept("ana", "h1"));
        assertThat(work("v2", "voice")).containsExactly("arrived v2", "refused offer.gone");
        assertThat(work("h2", "chat")).contains("offered h2 ana", "accepted h2");
    }

    @Test
    void what_cannot_be_is_refused_in_words() {
        assertThat(arrive("w1", "nowhere", 0)).containsExactly("refused queue.unknown");
        assertThat(take(new FloorInput.Withdraw("w9", "gone"))).containsExactly("refused item.unknown");
        assertThat(take(new FloorInput.Present("zed", Presence.AVAILABLE, "")))
                .containsExactly("refused agent.unknown");
        assertThatThrownBy(() -> floor.take(new FloorInput.Wait(), now.minusSeconds(1)))
                .hasMessageStartingWith("time went back");
        assertThatThrownBy(() -> new Floor(
                        FloorRules.USUAL,
                        List.of(queue("a", CARE.rings(), new Queue.Overflow(Duration.ZERO, "b"), Queue.WrapUp.NONE))))
                .hasMessage("queue a overflows into \"b\", which is not there");
    }

    private static Queue queue(String name, List<Queue.Ring> rings, Queue.Overflow overflow, Queue.WrapUp wrapUp) {
        return new Queue(
                name, rings, overflow, Hours.ALWAYS, CARE.target(), CARE.offerFor(), wrapUp, Queue.Choice.LONGEST_IDLE);
    }

    private void know(String id, String skill, int level) {
        take(new FloorInput.Know(person(id, Map.of(skill, level), Map.of())));
    }

    private void lead(String id, long limit) {
        take(new FloorInput.Know(person(id, Map.of(), Map.of("settle", limit))));
        present(id);
    }

    private static Agent person(String id, Map<String, Integer> skills, Map<String, Long> rights) {
        return new Agent(
                id,
                Set.of("care", "leads"),
                skills,
                Set.of("en"),
                Set.of(),
                rights,
                Map.of("case", Agent.Capacity.ONE));
    }

    private List<String> present(String agent) {
        return take(new FloorInput.Present(agent, Presence.AVAILABLE, "here"));
    }

    private List<String> arrive(String id, String queue, int priority) {
        return take(new FloorInput.Arrive(
                new WorkItem(id, "case", "pay", queue, priority, now, null, Need.of("case"), null)));
    }

    private List<String> work(String id, String kind) {
        var all = new ArrayList<>(take(
                new FloorInput.Arrive(new WorkItem(id, "case", "pay", "leads", 0, now, null, Need.of(kind), null))));
        all.addAll(take(new FloorInput.Accept("ana", id)));
        return all;
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    /// What comes due in the meantime.
    private List<String> after(int seconds) {
        pass(seconds);
        return take(new FloorInput.Wait());
    }

    private List<String> take(FloorInput input) {
        var words = floor.take(input, now).stream().map(FloorTest::words).toList();
        said.addAll(words);
        return words;
    }

    private static String words(FloorEvent event) {
        return switch (event) {
            case FloorEvent.Arrived e -> "arrived " + e.item().id();
            case FloorEvent.Offered e -> "offered " + e.item() + " " + e.agent();
            case FloorEvent.Accepted e -> "accepted " + e.item();
            case FloorEvent.Rejected e -> "rejected " + e.item() + " " + e.agent() + ": " + e.reason();
            case FloorEvent.TimedOut e -> "timed-out " + e.item() + " " + e.agent();
            case FloorEvent.Rescinded e -> "rescinded " + e.item() + " " + e.agent() + ": " + e.reason();
            case FloorEvent.Relaxed e -> "relaxed " + e.item() + " " + e.ring();
            case FloorEvent.Moved e -> "moved " + e.item() + " " + e.from() + " " + e.to() + ": " + e.reason();
            case FloorEvent.Prioritised e -> "prioritised " + e.item() + " " + e.to();
            case FloorEvent.TakenOver e -> "taken over " + e.item() + " " + e.from() + " " + e.agent();
            case FloorEvent.Returned e -> "returned " + e.item() + " " + e.agent() + ": " + e.reason();
            case FloorEvent.Held e -> "held " + e.item();
            case FloorEvent.Completed e -> "completed " + e.item();
            case FloorEvent.Withdrawn e -> "withdrawn " + e.item();
            case FloorEvent.PresenceChanged e -> e.agent() + " " + e.presence();
            case FloorEvent.WrapUpBegan e -> "wrap-up " + e.agent();
            case FloorEvent.WrapUpEnded e -> "wrapped-up " + e.agent();
            case FloorEvent.Refused e -> "refused " + e.code();
        };
    }
}
