package io.throughline.platform.desk;

import io.throughline.routing.FloorEvent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event of the floor as the log and the stream have it.
///
/// @param agent whom it concerns; null: told by the event itself to nobody alone
record Told(String type, @Nullable String item, @Nullable String agent, Map<String, Object> body) {
    private static final String AGENT = "agent";
    private static final String REASON = "reason";
    private static final String UNTIL = "until";

    static Told of(FloorEvent event, String offer) {
        var more = new LinkedHashMap<String, Object>();
        return switch (event) {
            case FloorEvent.Arrived(var _, var item) -> {
                more.put("queue", item.queue());
                more.put("intent", item.intent());
                more.put("priority", item.priority());
                yield new Told("arrived", item.id(), null, more);
            }
            case FloorEvent.Offered(var _, var item, var agent, var until, var why) -> {
                more.put("offer", offer);
                more.put(UNTIL, until.toString());
                more.put("why", why);
                yield new Told("offered", item, agent, more);
            }
            case FloorEvent.Accepted(var _, var item, var agent) -> new Told("accepted", item, agent, more);
            case FloorEvent.Rejected(var _, var item, var agent, var reason) ->
                because("rejected", item, agent, reason);
            case FloorEvent.TimedOut(var _, var item, var agent) -> new Told("timed-out", item, agent, more);
            case FloorEvent.Rescinded(var _, var item, var agent, var reason) ->
                because("rescinded", item, agent, reason);
            case FloorEvent.Relaxed(var _, var item, var ring) -> {
                more.put("ring", ring);
                yield new Told("relaxed", item, null, more);
            }
            case FloorEvent.Moved(var _, var item, var from, var to, var reason) -> {
                more.put("from", from);
                more.put("to", to);
                more.put(REASON, reason);
                yield new Told("moved", item, null, more);
            }
            case FloorEvent.Prioritised(var _, var item, var from, var to, var by, var reason) -> {
                more.put("from", from);
                more.put("to", to);
                more.put("by", by);
                more.put(REASON, reason);
                yield new Told("prioritised", item, null, more);
            }
            case FloorEvent.Returned(var _, var item, var agent, var reason) ->
                because("returned", item, agent, reason);
            case FloorEvent.TakenOver(var _, var item, var from, var agent, var reason) -> {
                more.put("by", agent);
                more.put(REASON, reason);
                yield new Told("taken-over", item, from, more);
            }
            case FloorEvent.Held(var _, var item, var until, var reason) -> {
                more.put(UNTIL, until.toString());
                more.put(REASON, reason);
                yield new Told("held", item, null, more);
            }
            case FloorEvent.Completed(var _, var item, var agent) -> new Told("completed", item, agent, more);
            case FloorEvent.Withdrawn(var _, var item, var reason) -> because("withdrawn", item, null, reason);
            case FloorEvent.PresenceChanged(var _, var agent, var presence, var reason) -> {
                more.put("presence", presence.name().toLowerCase(Locale.ROOT));
                more.put(REASON, reason);
                yield new Told("presence-changed", null, agent, more);
            }
            case FloorEvent.WrapUpBegan(var _, var agent, var item, var until) -> {
                if (until != null) {
                    more.put(UNTIL, until.toString());
                }
                yield new Told("wrap-up-began", item, agent, more);
            }
            case FloorEvent.WrapUpEnded(var _, var agent) -> new Told("wrap-up-ended", null, agent, more);
            case FloorEvent.Refused(var _, var code, var reason) -> {
                more.put("code", code);
                yield because("refused", null, null, reason);
            }
        };
    }

    private static Told because(String type, @Nullable String item, @Nullable String agent, String reason) {
        return new Told(type, item, agent, Map.of(REASON, reason));
    }

    Told concerning(@Nullable String holder) {
        return agent == null ? new Told(type, item, holder, body) : this;
    }

    /// Complete, as it is kept.
    Map<String, Object> whole(long number, java.time.Instant at) {
        var whole = new LinkedHashMap<String, Object>();
        whole.put("number", number);
        whole.put("at", at.toString());
        whole.put("type", type);
        if (item != null) {
            whole.put("item", item);
        }
        if (agent != null) {
            whole.put(AGENT, agent);
        }
        whole.putAll(body);
        return whole;
    }
}
