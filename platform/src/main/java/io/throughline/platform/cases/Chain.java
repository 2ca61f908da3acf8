package io.throughline.platform.cases;

import io.throughline.engine.By;
import io.throughline.engine.Event;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Links the evidence of a case (docs/evidence.md): what one transition recorded is one link, and each hash
/// covers the one before it, the place of the link and its canonical text.
final class Chain {
    static final byte[] START = new byte[32];

    private Chain() {}

    /// A link with its number, its canonical text and its hash.
    record Link(int number, String body, byte[] hash) {}

    /// @param last number of the link before, with hash `head`
    /// @param sign tells it from an equal link that another wanted to write here; null: there can be none
    /// @return null if nothing was recorded
    static @Nullable Link link(
            String tenant,
            String caseId,
            int last,
            byte[] head,
            List<Event> events,
            Instant at,
            @Nullable String sign) {
        if (events.isEmpty()) {
            return null;
        }
        var body = body(at, events, sign);
        return new Link(last + 1, body, hash(head, tenant, caseId, last + 1, body));
    }

    /// Covers the place of a link as well as its text: a row put elsewhere does not fit.
    static byte[] hash(byte[] previous, String tenant, String caseId, int number, String body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            var placed = tenant + '/' + caseId + '/' + number + ' ' + body;
            return digest.digest(placed.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Who acted stands once, and again only with events that are somebody else's.
    private static String body(Instant at, List<Event> events, @Nullable String sign) {
        var by = events.getFirst().by();
        var all = new ArrayList<List<@Nullable Object>>(events.size());
        for (var event : events) {
            var one = new ArrayList<@Nullable Object>(4);
            one.add(event.type());
            one.add(event.step());
            one.add(event.details());
            if (!event.by().equals(by)) {
                one.add(actor(event.by()));
            } else if (event.details().isEmpty()) {
                one.removeLast();
                if (event.step() == null) {
                    one.removeLast();
                }
            }
            all.add(one);
        }
        return Canonical.text(
                sign == null
                        ? Map.of("at", at, "by", actor(by), "events", all)
                        : Map.of("at", at, "by", actor(by), "events", all, "sign", sign));
    }

    private static List<Object> actor(By by) {
        return List.of(by.actor(), by.id(), by.channel());
    }

    /// The text of a link.
    ///
    /// @param by who acted: kind, id, channel
    /// @param events each its type, step, details, and who acted if somebody else
    private record Text(Instant at, List<String> by, List<List<@Nullable Object>> events) {}

    /// The reverse, for readers of evidence.
    static List<Cases.Recorded> recorded(Link link) {
        var text = CaseJson.read(link.body(), Text.class);
        return text.events().stream().map(event -> recorded(link, text, event)).toList();
    }

    @SuppressWarnings("unchecked")
    private static Cases.Recorded recorded(Link link, Text text, List<@Nullable Object> event) {
        var who = event.size() > 3 && event.get(3) instanceof List<?> other ? (List<String>) other : text.by();
        return new Cases.Recorded(
                link.number(),
                text.at(),
                String.valueOf(event.getFirst()),
                new By(By.Actor.valueOf(who.getFirst()), who.get(1), By.Channel.valueOf(who.get(2))),
                event.size() > 1 && event.get(1) instanceof String step ? step : "",
                event.size() > 2 && event.get(2) instanceof Map<?, ?> details
                        ? (Map<String, Object>) details
                        : Map.of(),
                link.hash());
    }
}
