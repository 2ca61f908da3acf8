package io.throughline.torture;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A case as the database has it, with its evidence and its queued effects.
final class Kept {
    private static final JsonMapper JSON = new JsonMapper();

    final String id;
    final String opener;
    final List<String> actors = new ArrayList<>();
    final Set<String> effects = new TreeSet<>();
    private final String tenant;
    private final boolean finished;
    private final int events;
    private final byte[] head;
    private final boolean rings;
    private final JsonNode state;
    private final List<String> receipts = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private int links;
    private byte[] last = new byte[32];

    private Kept(
            String id,
            String tenant,
            String opener,
            boolean finished,
            int events,
            byte[] head,
            boolean rings,
            JsonNode state) {
        this.id = id;
        this.tenant = tenant;
        this.opener = opener;
        this.finished = finished;
        this.events = events;
        this.head = head;
        this.rings = rings;
        this.state = state;
    }

    static Kept of(ResultSet row) throws SQLException {
        @Nullable String onceKey = row.getString(7);
        return new Kept(
                row.getString(1),
                row.getString(8),
                onceKey == null ? "" : onceKey,
                row.getString(2).equals("FINISHED"),
                row.getInt(3),
                row.getBytes(4),
                row.getTimestamp(5) != null,
                JSON.readTree(row.getString(6)));
    }

    /// The next link of its chain.
    void link(int number, String body, byte[] hash) {
        links++;
        if (number != links) {
            wrong("I6", "has link " + number + " where " + links + " should be");
        }
        last = hash(last, tenant + '/' + id + '/' + number + ' ' + body);
        if (!Arrays.equals(last, hash)) {
            wrong("I6", "has a link " + number + " that is not what its hash says");
        }
        var link = JSON.readTree(body);
        actors.add(link.path("by").path(1).asString(""));
        for (var event : link.path("events")) {
            var receipt = event.path(2).path("receipt").asString("");
            if (!receipt.isEmpty()) {
                if (event.path(0).asString("").equals("written-back") && receipts.contains(receipt)) {
                    wrong("I5", "was told twice of " + receipt);
                }
                receipts.add(receipt);
            }
        }
    }

    boolean tells(String receipt) {
        return receipts.contains(receipt);
    }

    /// What does not hold in itself.
    ///
    /// @param posted receipts that the books have given
    List<String> check(Set<String> posted) {
        if (links != events || !Arrays.equals(last, head)) {
            wrong("I4", "has " + links + " links and says it has " + events);
        }
        for (var effect : state.path("pending").propertyNames()) {
            if (!effects.contains(effect)) {
                wrong("I2", "waits for " + effect + ", which nobody will carry out");
            }
        }
        for (var effect : effects) {
            if (!state.path("pending").has(effect)) {
                wrong("I4", "waits no more for " + effect + ", which is still queued");
            }
        }
        if (!finished && !state.path("timers").isEmpty() && !rings) {
            wrong("I4", "has a timer that will not ring");
        }
        if (finished && state.path("proofs").isEmpty()) {
            wrong("I2", "has ended without a proof");
        }
        for (var receipt : receipts) {
            if (!posted.contains(receipt)) {
                wrong("I6", "tells of " + receipt + ", which nobody has given");
            }
        }
        return wrong;
    }

    private void wrong(String invariant, String what) {
        wrong.add(invariant + " case " + id + " " + what);
    }

    private static byte[] hash(byte[] previous, String placed) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            return digest.digest(placed.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
