package io.throughline.platform.cases;

import io.throughline.engine.By;
import io.throughline.engine.Event;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Links the evidence of a case (docs/evidence.md): each hash covers the one before it and the event's canonical
/// text.
final class Chain {
    static final byte[] START = new byte[32];

    private Chain() {}

    /// An event with its number, its canonical text and its hash.
    record Link(int number, String body, byte[] hash) {}

    static List<Link> links(String tenant, String caseId, int last, byte[] head, List<Event> events, Instant at) {
        var links = new ArrayList<Link>(events.size());
        byte[] previous = head;
        int number = last;
        for (var event : events) {
            number++;
            var body = body(tenant, caseId, number, at, event);
            previous = hash(previous, body);
            links.add(new Link(number, body, previous));
        }
        return links;
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

    private static String body(String tenant, String caseId, int number, Instant at, Event event) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("tenant", tenant);
        body.put("case", caseId);
        body.put("number", number);
        body.put("at", at);
        body.put("type", event.type());
        body.put("actor", event.by().actor());
        body.put("actorId", event.by().id());
        body.put("channel", event.by().channel());
        body.put("step", event.step());
        body.put("details", event.details());
        return Canonical.text(body);
    }

    /// The reverse, for readers of evidence.
    @SuppressWarnings("unchecked")
    static Cases.Recorded recorded(Link link) {
        Map<String, Object> body = CaseJson.read(link.body(), Map.class);
        var by = new By(
                By.Actor.valueOf(text(body, "actor")),
                text(body, "actorId"),
                By.Channel.valueOf(text(body, "channel")));
        return new Cases.Recorded(
                link.number(),
                Instant.parse(text(body, "at")),
                text(body, "type"),
                by,
                body.get("step") instanceof String step ? step : "",
                (Map<String, Object>) body.getOrDefault("details", Map.of()),
                link.hash());
    }

    private static String text(Map<String, Object> body, String name) {
        return String.valueOf(body.get(name));
    }
}
