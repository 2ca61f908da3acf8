package io.throughline.platform.desk;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Says in a plain sentence what happened to a piece of work.
final class DeskStory {
    private static final JsonMapper JSON = new JsonMapper();

    private DeskStory() {}

    static Optional<Window.Entry> of(EventStore.Told told) {
        var body = JSON.readTree(told.body());
        var who = told.agent() == null ? "Somebody" : told.agent();
        var text = switch (told.type()) {
            case "arrived" -> "It came into queue " + say(body, "queue") + ".";
            case "offered" -> "It was offered to " + who + ", " + say(body, "why") + ".";
            case "accepted" -> who + " took the work.";
            case "rejected" -> who + " did not take it: " + say(body, "reason") + ".";
            case "timed-out" -> who + " did not answer the offer.";
            case "rescinded" -> "The offer to " + who + " was taken back: " + say(body, "reason") + ".";
            case "moved" ->
                "It moved from queue " + say(body, "from") + " to " + say(body, "to") + ": " + say(body, "reason")
                        + ".";
            case "prioritised" ->
                say(body, "by") + " made its priority " + say(body, "to") + ": " + say(body, "reason") + ".";
            case "returned" -> "It went back into line from " + who + ": " + say(body, "reason") + ".";
            case "held" -> "It waits until " + say(body, "until") + " (" + say(body, "reason") + ").";
            case "completed" -> who + " finished the work.";
            case "withdrawn" -> "It was withdrawn: " + say(body, "reason") + ".";
            case "identity-proved" -> who + " proved who the person is by known facts.";
            case "identity-failed" -> "What the person said to " + who + " did not match.";
            default -> "";
        };
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Window.Entry(
                "d" + told.number(),
                told.at(),
                "desk",
                told.type(),
                told.agent() == null ? "system" : "agent",
                told.agent(),
                null,
                null,
                text,
                null,
                Map.of()));
    }

    private static String say(JsonNode body, String name) {
        return body.path(name).asString("unnamed");
    }
}
