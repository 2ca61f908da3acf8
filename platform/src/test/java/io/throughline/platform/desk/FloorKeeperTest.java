package io.throughline.platform.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.routing.Presence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;

/// Nodes that decide, die, sleep and come back, over one database.
class FloorKeeperTest {
    private final Desk desk = new Desk("care", "leads");

    @Test
    void what_was_offered_and_taken_goes_on_under_another_node() {
        var first = desk.node();
        desk.person("ann");
        desk.person("bea");
        desk.work("m1", "care", 0);
        desk.work("m2", "care", 0);
        desk.ask(new Order.Present("ann", Presence.AVAILABLE, ""));
        Desk.settle(first);
        var offer = desk.offerTo("ann").orElseThrow();
        desk.ask(new Order.Accept("ann", offer));
        Desk.settle(first);
        var second = desk.offerTo("ann").orElseThrow(); // three messages at once fit
        assertThat(desk.node().turn()).isFalse(); // the lease is held

        desk.leaseEnds();
        var next = desk.node();
        Desk.settle(next);
        assertThat(next.isDeciding()).isTrue();
        var accepted = desk.ask(new Order.Accept("ann", second));
        Desk.settle(next);
        assertThat(desk.answer(accepted).status()).isEqualTo(200);
        assertThat(desk.items.withAgent("ann")).hasSize(2);

        // whoever was taken over writes nothing any more, and knows it
        desk.ask(new Order.Present("bea", Presence.AVAILABLE, ""));
        first.turn();
        assertThat(first.isDeciding()).isFalse();
    }

    @Test
    void an_offer_that_timed_out_or_went_elsewhere_cannot_be_accepted() {
        var node = desk.node();
        desk.person("ann");
        desk.person("bea");
        desk.work("m1", "care", 0);
        desk.ask(new Order.Present("ann", Presence.AVAILABLE, ""));
        Desk.settle(node);
        var offer = desk.offerTo("ann").orElseThrow();
        desk.ask(new Order.Present("bea", Presence.AVAILABLE, ""));
        desk.pass(Duration.ofSeconds(21));
        Desk.settle(node);
        assertThat(desk.offerTo("bea")).isPresent();
        var late = desk.ask(new Order.Accept("ann", offer));
        var wrong = desk.ask(new Order.Accept("ann", desk.offerTo("bea").orElseThrow()));
        Desk.settle(node);
        assertThat(desk.answer(late).code()).isEqualTo("offer.gone");
        assertThat(desk.answer(wrong).code()).isEqualTo("offer.unknown");
    }

    @Test
    void a_second_click_gets_the_same_answer_and_a_key_is_carried_out_once() {
        var node = desk.node();
        desk.person("ann");
        desk.work("m1", "care", 0);
        desk.work("m1", "care", 0);
        desk.ask(new Order.Present("ann", Presence.AVAILABLE, ""));
        Desk.settle(node);
        var offer = desk.offerTo("ann").orElseThrow();
        desk.inputs.ask("click", new Order.Accept("ann", offer));
        desk.inputs.ask("click", new Order.Accept("ann", offer));
        var again = desk.ask(new Order.Accept("ann", offer));
        Desk.settle(node);
        assertThat(desk.answer("click").status()).isEqualTo(200);
        assertThat(desk.answer(again).told()).isEqualTo(desk.answer("click").told());
        assertThat(desk.log().stream().filter(line -> line.startsWith("accepted")))
                .hasSize(1);
    }

    @Test
    void the_database_itself_refuses_a_second_open_offer() {
        var node = desk.node();
        desk.person("ann");
        desk.work("m1", "care", 0);
        desk.ask(new Order.Present("ann", Presence.AVAILABLE, ""));
        Desk.settle(node);
        var item = desk.items.live().getFirst().id();
        assertThatThrownBy(() -> desk.jdbc
                        .sql("insert into desk.offer (tenant, id, item, agent, offered_at, until, why)"
                                + " values ('main', 'O-z', ?, 'zoe', now(), now(), '')")
                        .param(item)
                        .update())
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void a_right_withdrawn_takes_the_approval_back_in_the_same_turn() {
        var node = desk.node();
        desk.person("ann", "settlement");
        desk.ask(new Order.Present("ann", Presence.AVAILABLE, ""));
        Desk.settle(node);
        // an approval as a case would bring it
        desk.jdbc.sql("""
                insert into desk.item (tenant, id, key, reference, kind, source, intent, title, workflow, purpose, step, language,
                       clearances, right_name, never, priority, task_queue, queue, since, queued_at, state, created_at)
                values ('main', 'W-1', 'k', 'TL-1', 'approval', 'approval', 'settlement', 't', 'w', 'p', 's', 'en',
                        '{}', 'settlement', '{}', 0, 'leads', 'leads', now(), now(), 'WAITING', now())
                """).update();
        desk.leaseEnds();
        var next = desk.node();
        Desk.settle(next);
        assertThat(desk.offerTo("ann")).isPresent();
        desk.person("ann");
        Desk.settle(next);
        assertThat(desk.offerTo("ann")).isEmpty();
        assertThat(desk.items.find("W-1").orElseThrow().state()).isEqualTo(Item.State.WAITING);
        assertThat(desk.log()).contains("rescinded W-1 ann", "people-changed null ann");
    }

    @Test
    void an_order_that_cannot_be_carried_out_does_not_stop_those_behind_it() {
        var node = desk.node();
        desk.jdbc
                .sql("insert into desk.input (tenant, key, kind, body) values ('main', 'bad', 'no-such', '{}')")
                .update();
        desk.person("ann");
        for (int turn = 0; turn < 20; turn++) {
            node.turn();
        }
        assertThat(desk.answer("bad").code()).isEqualTo("desk.failed");
        assertThat(desk.inputs.waiting(10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void nothing_is_lost_or_offered_twice_however_nodes_die(long seed) {
        var chance = new Random(seed);
        var alive = new ArrayList<>(List.of(desk.node(), desk.node()));
        var people = List.of("ann", "bea", "cyd", "dan", "eve");
        people.forEach(desk::person);
        var brought = new HashSet<String>();
        int kills = 0;
        for (int step = 0; step < 400; step++) {
            var who = people.get(chance.nextInt(people.size()));
            switch (chance.nextInt(10)) {
                case 0, 1 -> {
                    desk.work("m" + step, chance.nextBoolean() ? "care" : "leads", chance.nextInt(3));
                    brought.add("m" + step);
                }
                case 2 -> desk.ask(new Order.Present(who, Presence.AVAILABLE, ""));
                case 3 -> {
                    if (chance.nextInt(4) == 0) {
                        desk.ask(new Order.Present(who, chance.nextBoolean() ? Presence.AWAY : Presence.OFFLINE, "x"));
                    }
                }
                case 4, 5 -> desk.offerTo(who).ifPresent(offer -> desk.ask(new Order.Accept(who, offer)));
                case 6 -> desk.offerTo(who).ifPresent(offer -> desk.ask(new Order.Reject(who, offer, "no")));
                case 7 ->
                    desk.items.withAgent(who).stream()
                            .filter(item -> item.state() == Item.State.AT_WORK)
                            .findFirst()
                            .ifPresent(item -> desk.ask(
                                    chance.nextInt(3) == 0
                                            ? new Order.Transfer(who, item.id(), "leads", null, "n")
                                            : new Order.Finish(who, item.id(), "")));
                case 8 -> desk.pass(Duration.ofSeconds(chance.nextInt(30)));
                default -> {
                    // the one that decides dies, or only sleeps and wakes as a zombie
                    desk.leaseEnds();
                    if (chance.nextBoolean()) {
                        alive.set(chance.nextInt(alive.size()), desk.node());
                    }
                    kills++;
                }
            }
            alive.get(chance.nextInt(alive.size())).turn();
            check();
        }
        Desk.settle(alive.get(0).isDeciding() ? alive.get(0) : alive.get(1));
        desk.leaseEnds();
        Desk.settle(desk.node());
        assertThat(kills).isGreaterThan(20);
        assertThat(desk.inputs.waiting(10)).isEmpty();
        var kept = new HashSet<String>();
        desk.jdbc.sql("select key from desk.item").query(String.class).list().forEach(kept::add);
        assertThat(kept).isEqualTo(brought);
        replay();
        nobodyIsIdleBesideWork();
    }

    /// An open offer belongs to an item that is offered to that very person, and the other way round.
    private void check() {
        assertThat(desk.jdbc.sql("""
                select count(*) from desk.offer o full join desk.item i
                    on i.tenant = o.tenant and i.id = o.item and i.offer = o.id and i.agent = o.agent and i.state = 'OFFERED'
                 where (o.state = 'OPEN' and i.id is null) or (i.state = 'OFFERED' and (o.id is null or o.state <> 'OPEN'))
                """).query(Long.class).single()).isZero();
    }

    /// The log alone tells where everything stands.
    private void replay() {
        var holder = new HashMap<String, String>();
        var open = new HashMap<String, String>();
        Set<String> over = new HashSet<>();
        long last = 0;
        for (var event : desk.events.after(0, 1_000_000)) {
            assertThat(event.number()).isEqualTo(++last);
            var item = String.valueOf(event.item());
            switch (event.type()) {
                case "offered" ->
                    assertThat(open.put(item, String.valueOf(event.agent()))).isNull();
                case "accepted" -> {
                    assertThat(open.remove(item)).isEqualTo(event.agent());
                    holder.put(item, String.valueOf(event.agent()));
                }
                case "rejected", "timed-out", "rescinded" ->
                    assertThat(open.remove(item)).isEqualTo(event.agent());
                case "completed" -> {
                    assertThat(holder.remove(item)).isEqualTo(event.agent());
                    over.add(item);
                }
                case "returned", "moved" -> holder.remove(item);
                default -> {}
            }
        }
        var kept = new HashMap<String, String>();
        desk.jdbc
                .sql("select id, agent from desk.item where state = 'AT_WORK'")
                .query((row, _) -> kept.put(row.getString(1), row.getString(2)))
                .list();
        assertThat(holder).isEqualTo(kept);
        assertThat(desk.jdbc
                        .sql("select id from desk.item where state = 'DONE'")
                        .query(String.class)
                        .set())
                .isEqualTo(over);
    }

    private void nobodyIsIdleBesideWork() {
        Map<String, Long> waiting = new HashMap<>();
        desk.jdbc
                .sql("""
                select p.agent, count(i.id) from desk.presence p
                  join desk.item i on i.state = 'WAITING'
                 where p.state = 'AVAILABLE'
                   and not exists (select from desk.offer o where o.agent = p.agent and o.state = 'OPEN')
                   and (select count(*) from desk.item w where w.agent = p.agent and w.state = 'AT_WORK') < 3
                   and not exists (select from desk.offer o where o.item = i.id and o.agent = p.agent
                                    and o.state in ('REJECTED', 'MISSED') and o.ended_at > ?::timestamptz - interval '2 minutes')
                   and not exists (select from desk.event e where e.item = i.id and e.type = 'moved'
                                    and e.at > ?::timestamptz - interval '2 minutes')
                 group by 1
                """)
                .params(desk.now.toString(), desk.now.toString())
                .query((row, _) -> waiting.put(row.getString(1), row.getLong(2)))
                .list();
        assertThat(waiting).isEmpty();
    }
}
