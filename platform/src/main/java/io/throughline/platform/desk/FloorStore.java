package io.throughline.platform.desk;

import io.throughline.routing.FloorEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes down what came of a decision: items, offers and presence. Each statement says what it expects to find; where
/// it finds anything else, what the deciding node believes is not what is kept, and it has to begin anew.
@Component
class FloorStore {
    private final JdbcClient jdbc;
    private final String tenant;

    FloorStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// What is believed and what is kept differ.
    static final class Diverged extends RuntimeException {
        private static final long serialVersionUID = 1;

        Diverged(FloorEvent event) {
            super("the database knows otherwise: " + event);
        }
    }

    void write(FloorEvent event, String offer) {
        boolean fits = switch (event) {
            case FloorEvent.Arrived(var at, var item) ->
                item(
                        "state = 'WAITING', agent = null, offer = null, queue = ?, queued_at = ?",
                        item.id(),
                        "state not in ('OFFERED', 'AT_WORK')",
                        item.queue(),
                        time(at));
            case FloorEvent.Offered offered -> offered(offered, offer);
            case FloorEvent.Accepted(var at, var item, var agent) ->
                endOffer(item, agent, "ACCEPTED", "", at)
                        && item(
                                "state = 'AT_WORK', until = null, taken_at = ?",
                                item,
                                "state = 'OFFERED' and agent = '" + safe(agent) + "'",
                                time(at));
            case FloorEvent.Rejected(var at, var item, var agent, var reason) ->
                endOffer(item, agent, "REJECTED", reason, at) && back(item);
            case FloorEvent.TimedOut(var at, var item, var agent) ->
                endOffer(item, agent, "MISSED", "", at) && back(item);
            case FloorEvent.Rescinded(var at, var item, var agent, var reason) -> {
                boolean ended = endOffer(item, agent, "RESCINDED", reason, at);
                back(item); // not if the work itself is gone
                yield ended;
            }
            case FloorEvent.Relaxed _, FloorEvent.Refused _ -> true;
            case FloorEvent.Moved(var at, var item, var _, var to, var _) ->
                item(
                        "state = case when state = 'OFFERED' then state else 'WAITING' end,"
                                + " agent = case when state = 'OFFERED' then agent end, proven_at = proven_at,"
                                + " queue = ?, queued_at = ?",
                        item,
                        "true",
                        to,
                        time(at));
            case FloorEvent.Prioritised(var _, var item, var _, var to, var _, var _) ->
                item("priority = ?", item, "true", to);
            case FloorEvent.Returned(var _, var item, var agent, var _) ->
                item(
                        "state = 'WAITING', agent = null, proven_at = null",
                        item,
                        "state = 'AT_WORK' and agent = '" + safe(agent) + "'");
            // the conversation goes on, and with it the proof of who is in it
            case FloorEvent.TakenOver(var _, var item, var from, var agent, var _) ->
                item("agent = ?", item, "state = 'AT_WORK' and agent = '" + safe(from) + "'", agent);
            case FloorEvent.Held(var _, var item, var until, var reason) ->
                !reason.equals("call-back")
                        || item(
                                "state = 'CALL_BACK', agent = null, proven_at = null, until = ?",
                                item,
                                "true",
                                time(until));
            case FloorEvent.Completed(var at, var item, var agent) ->
                item(
                        "state = 'DONE', agent = null, ended_at = ?, ended = ?",
                        item,
                        "state = 'AT_WORK' and agent = '" + safe(agent) + "'",
                        time(at),
                        agent);
            case FloorEvent.Withdrawn(var at, var item, var reason) ->
                item("state = 'WITHDRAWN', agent = null, ended_at = ?, ended = ?", item, "true", time(at), reason);
            case FloorEvent.PresenceChanged changed -> presence(changed);
            case FloorEvent.WrapUpBegan(var at, var agent, var item, var until) -> wrapUp(agent, item, until, at);
            case FloorEvent.WrapUpEnded(var at, var agent) ->
                jdbc.sql("""
                        update desk.presence set wrap_up_item = null, wrap_up_until = null, wrap_up_mode = null, idle_since = ?
                         where tenant = ? and agent = ?
                        """).params(time(at), tenant, agent).update() == 1;
        };
        if (!fits) {
            throw new Diverged(event);
        }
    }

    private boolean offered(FloorEvent.Offered offered, String offer) {
        jdbc.sql("""
                insert into desk.offer (tenant, id, item, agent, offered_at, until, why) values (?, ?, ?, ?, ?, ?, ?)
                """)
                .params(tenant, offer, offered.item(), offered.agent(), time(offered.at()), time(offered.until()))
                .param(offered.why())
                .update();
        return item(
                "state = 'OFFERED', agent = ?, offer = ?, until = ?, why = ?",
                offered.item(),
                // a supervisor may give somebody else what is at work
                offered.why().startsWith("given it by ") ? "state <> 'OFFERED'" : "state in ('WAITING', 'CALL_BACK')",
                offered.agent(),
                offer,
                time(offered.until()),
                offered.why());
    }

    /// Back in line after an offer, unless it ended otherwise.
    private boolean back(String item) {
        return item("state = 'WAITING', agent = null, offer = null, until = null", item, "state = 'OFFERED'");
    }

    private boolean item(String set, String id, String expected, Object... values) {
        return jdbc.sql("update desk.item set " + set + " where tenant = ? and id = ? and " + expected)
                        .params(values)
                        .params(tenant, id)
                        .update()
                == 1;
    }

    /// Ids of people are letters, digits and a few signs; anything else is nobody.
    private static String safe(String agent) {
        return agent.matches("[A-Za-z0-9._@-]+") ? agent : "";
    }

    private boolean endOffer(String item, String agent, String state, String reason, Instant at) {
        return jdbc.sql("""
                        update desk.offer set state = ?, reason = ?, ended_at = ?
                         where tenant = ? and item = ? and agent = ? and state = 'OPEN'
                        """)
                        .params(state, reason, time(at), tenant, item, agent)
                        .update()
                == 1;
    }

    private boolean presence(FloorEvent.PresenceChanged changed) {
        return jdbc.sql("""
                        insert into desk.presence (tenant, agent, state, reason, since, idle_since) values (?, ?, ?, ?, ?, ?)
                        on conflict (tenant, agent) do update
                           set state = excluded.state, reason = excluded.reason, since = excluded.since,
                               idle_since = excluded.idle_since, seen_at = clock_timestamp()
                        """)
                        .params(tenant, changed.agent(), changed.presence().name(), changed.reason())
                        .params(time(changed.at()), time(changed.at()))
                        .update()
                == 1;
    }

    private boolean wrapUp(String agent, String item, @Nullable Instant until, Instant at) {
        // the mode is written by whoever knows the queue; until then it may be ended
        return jdbc.sql("""
                        update desk.presence
                           set wrap_up_item = ?, wrap_up_until = ?, wrap_up_mode = 'UP_TO', idle_since = ?
                         where tenant = ? and agent = ?
                        """)
                        .param(item)
                        .param(ItemStore.at(until))
                        .params(time(at), tenant, agent)
                        .update()
                == 1;
    }

    void wrapUpIsFixed(String agent) {
        jdbc.sql("update desk.presence set wrap_up_mode = 'FIXED' where tenant = ? and agent = ?")
                .params(tenant, agent)
                .update();
    }

    /// Who gets it first from now on, and for how long.
    void prefer(String item, @Nullable String person, @Nullable Instant until) {
        jdbc.sql("update desk.item set preferred = ?, preferred_until = ? where tenant = ? and id = ?")
                .param(person)
                .param(ItemStore.at(until))
                .params(tenant, item)
                .update();
    }

    Optional<Offer> openOfferTo(String agent) {
        return jdbc.sql("select id from desk.offer where tenant = ? and agent = ? and state = 'OPEN'")
                .params(tenant, agent)
                .query(String.class)
                .optional()
                .flatMap(this::offer);
    }

    /// An offer as it was made.
    record Offer(String id, String item, String agent, Instant until, String why, String state) {}

    Optional<Offer> offer(String id) {
        return jdbc.sql("select id, item, agent, until, why, state from desk.offer where tenant = ? and id = ?")
                .params(tenant, id)
                .query((row, _) -> new Offer(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getString(5),
                        row.getString(6)))
                .optional();
    }

    /// Who declined what since an instant, and when: by item.
    Map<String, Map<String, Instant>> declinedSince(Instant since) {
        var declined = new HashMap<String, Map<String, Instant>>();
        jdbc.sql("""
                select o.item, o.agent, max(o.ended_at) from desk.offer o
                  join desk.item i on i.tenant = o.tenant and i.id = o.item and i.state not in ('DONE', 'WITHDRAWN')
                 where o.tenant = ? and o.state in ('REJECTED', 'MISSED') and o.ended_at > ? group by 1, 2
                """)
                .params(tenant, time(since))
                .query((row, _) -> declined.computeIfAbsent(row.getString(1), _ -> new HashMap<>())
                        .put(
                                row.getString(2),
                                row.getObject(3, OffsetDateTime.class).toInstant()))
                .list();
        return declined;
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(java.time.ZoneOffset.UTC);
    }
}
