package io.throughline.engine;

import io.throughline.engine.Input.ContactResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What people of the house do beside the path: they write to the customer, and step into each other's conversations.
/// It moves no case; it is evidence.
final class ByHand {
    private static final String MESSAGE = "message";
    private final Move move;

    ByHand(Move move) {
        this.move = move;
    }

    Optional<Refusal> written(Input.MessageWritten written) {
        var details = new LinkedHashMap<String, Object>();
        details.put(MESSAGE, written.message());
        details.put("channel", written.channel().name());
        details.put("ending", written.ending());
        details.put("words", written.words());
        details.put("link", written.withLink());
        return note("message-written", details);
    }

    /// Policy's answer stands in the same event as what came of it.
    Optional<Refusal> reported(Input.MessageReported reported) {
        var details = new LinkedHashMap<String, Object>();
        details.put(MESSAGE, reported.effect());
        details.put("packs", reported.packs());
        return switch (reported.result()) {
            case ContactResult.Sent(var reference, var channel) -> {
                details.put("decision", "allow");
                details.put("reference", reference);
                details.put("channel", channel.name());
                yield note("message-sent", details);
            }
            case ContactResult.Held(var notBefore, var rule, var detail) -> {
                details.put("notBefore", notBefore.toString());
                yield refused(rule, detail, "not-before", details);
            }
            case ContactResult.Denied(var rule, var detail) -> refused(rule, detail, "deny", details);
            case ContactResult.Undeliverable(var reason) -> {
                details.put("decision", "allow");
                details.put("reason", reason);
                yield note("message-undeliverable", details);
            }
            case ContactResult.Unknown(var reason) -> {
                details.put("decision", "allow");
                details.put("reason", reason);
                yield note("message-unknown", details);
            }
        };
    }

    private Optional<Refusal> refused(String rule, String detail, String decision, Map<String, Object> details) {
        details.put("decision", decision);
        details.put("rule", rule);
        details.put("detail", detail);
        return note("message-not-sent", details);
    }

    Optional<Refusal> steppedIn(Input.SteppedIn input) {
        var type = switch (input.manner()) {
            case JOINED -> "supervisor-joined";
            case LEFT -> "supervisor-left";
            case TOOK_OVER -> "work-taken-over";
        };
        var details = new LinkedHashMap<String, Object>();
        details.put("work", input.work());
        details.put("holder", input.holder());
        details.put("reason", input.reason());
        return note(type, details);
    }

    private Optional<Refusal> note(String type, Map<String, Object> details) {
        move.event(type, details);
        return Optional.empty();
    }
}
