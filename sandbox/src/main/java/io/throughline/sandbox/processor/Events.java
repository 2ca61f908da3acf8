package io.throughline.sandbox.processor;

import static io.throughline.sandbox.faults.FaultKind.WEBHOOK_DOUBLE;
import static io.throughline.sandbox.faults.FaultKind.WEBHOOK_LOST;
import static io.throughline.sandbox.faults.FaultKind.WEBHOOK_REORDER;

import io.throughline.sandbox.faults.Faults;
import io.throughline.sandbox.store.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import tools.jackson.databind.node.ObjectNode;

/// Writes down what happened and that somebody has to hear it, in the transaction in which it happens.
final class Events {
    private final Ids ids;
    private final InstantSource wall;
    private final Faults faults;

    Events(Ids ids, InstantSource wall, Faults faults) {
        this.ids = ids;
        this.wall = wall;
        this.faults = faults;
    }

    void add(Sql sql, String type, ObjectNode object, String version, Instant now) throws SQLException {
        String id = ids.next(sql, "evt_");
        ObjectNode event = Documents.empty().put("id", id).put("object", "event");
        event.put("api_version", version).put("created", now.getEpochSecond());
        event.putObject("data").set("object", object.deepCopy());
        event.put("livemode", false).put("pending_webhooks", 1);
        event.putObject("request").putNull("id").putNull("idempotency_key");
        event.put("type", type);
        sql.run(
                "insert into event(id, type, created_at, doc) values (?, ?, ?, ?)",
                id,
                type,
                now.toEpochMilli(),
                event.toString());
        deliver(sql, id);
    }

    private void deliver(Sql sql, String event) throws SQLException {
        Instant due = wall.instant();
        int attempts = 0;
        if (faults.strikes(WEBHOOK_LOST)) {
            // The first attempt counts as made although nobody will ever see it.
            due = due.plus(faults.between(Duration.ofSeconds(3), Duration.ofSeconds(8)));
            attempts = 1;
        } else if (faults.strikes(WEBHOOK_REORDER)) {
            due = due.plus(faults.between(Duration.ofMillis(500), Duration.ofSeconds(3)));
        }
        queue(sql, event, due, attempts);
        if (faults.strikes(WEBHOOK_DOUBLE)) {
            queue(sql, event, due.plus(faults.between(Duration.ZERO, Duration.ofSeconds(2))), 0);
        }
    }

    private static void queue(Sql sql, String event, Instant due, int attempts) throws SQLException {
        sql.run("insert into delivery(event, due_at, attempts) values (?, ?, ?)", event, due.toEpochMilli(), attempts);
    }
}
