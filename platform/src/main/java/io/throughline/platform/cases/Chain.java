package io.throughline.platform.cases;

import io.throughline.engine.By;
import io.throughline.engine.Event;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Links the evidence of a case (docs/evidence.md): what one transition recorded is one link, and each hash
/// covers the one before it and the link's canonical text.
final class Chain {
    static final byte[] START = new byte[32];

    private Chain() {}

    /// A link with its number, its canonical text and its hash.
    record Link(int number, String body, byte[] hash) {}

    /// @param last number of the link before, with hash `head`
    /// @return null if nothing was recorded
    static @Nullable Link link(String tenant, String caseId, int last, byte[] head, List<Event> events, Instant at) {
        if (events.isEmpty()) {
            return null;
        }
        var body = body(tenant, caseId, last + 1, at, events);
        return new Link(last + 1, body, hash(head, body));
    }

    static byte[] hash(byte[] previous, String body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            return digest.digest(body.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Who acted stands once, and again only with events that are somebody else's.
    private static String body(String tenant, String caseId, int number, Instant at, List<Event> events) {
        var by = events.getFirst().by();
        var body = new HashMap<String, @Nullable Object>();
        body.put("tenant", tenant);
        body.put("case", caseId);
        body.put("number", number);
        body.put("at", at);
        putActor(body, by);
        var all = new ArrayList<Map<String, @Nullable Object>>(events.size());
        for (var event : events) {
            var one = new HashMap<String, @Nullable Object>();
            one.put("type", event.type());
            if (event.step() != null) {
                one.put("step", event.step());
            }
            if (!event.details().isEmpty()) {
                one.put("details", event.details());
            }
            if (!event.by().equals(by)) {
                putActor(one, event.by());
            }
            all.add(one);
        }
        body.put("events", all);
        return Canonical.text(body);
    }

    private static void putActor(Map<String, @Nullable Object> body, By by) {
        body.put("actor", by.actor());
        body.put("actorId", by.id());
        body.put("channel", by.channel());
    }

    /// The reverse, for readers of evidence. A link of an earlier version is one event by itself.
    @SuppressWarnings("unchecked")
    static List<Cases.Recorded> recorded(Link link) {
        Map<String, Object> body = CaseJson.read(link.body(), Map.class);
        var events = (List<Map<String, Object>>) body.getOrDefault("events", List.of(body));
        return events.stream().map(event -> recorded(link, body, event)).toList();
    }

    @SuppressWarnings("unchecked")
    private static Cases.Recorded recorded(Link link, Map<String, Object> body, Map<String, Object> event) {
        var who = event.containsKey("actor") ? event : body;
        return new Cases.Recorded(
                link.number(),
                Instant.parse(text(body, "at")),
                text(event, "type"),
                new By(
                        By.Actor.valueOf(text(who, "actor")),
                        text(who, "actorId"),
                        By.Channel.valueOf(text(who, "channel"))),
                event.get("step") instanceof String step ? step : "",
                (Map<String, Object>) event.getOrDefault("details", Map.of()),
                link.hash());
    }

    private static String text(Map<String, Object> body, String name) {
        return String.valueOf(body.get(name));
    }
}
