package io.throughline.sandbox.processor;

import io.throughline.sandbox.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reading objects: one, or a page of them newest first, with the parts that the caller asked to see in place of their
/// ids.
final class Reads {
    private final ProcessorStore store;

    Reads(ProcessorStore store) {
        this.store = store;
    }

    /// What can be read: its table, what the API calls it, and where it lists it.
    enum Kind {
        SESSION("session", "checkout.session", "/v1/checkout/sessions"),
        INTENT("intent", "payment_intent", "/v1/payment_intents"),
        CHARGE("charge", "charge", "/v1/charges");

        final String table;
        final String object;
        final String url;

        Kind(String table, String object, String url) {
            this.table = table;
            this.object = object;
            this.url = url;
        }
    }

    ObjectNode one(Kind kind, String id, FormParams params) {
        return store.read(sql -> {
            ObjectNode doc =
                    store.document(sql, kind.table, id).orElseThrow(() -> StripeFault.noSuch(kind.object, id, "id"));
            for (String path : params.list("expand")) {
                expand(sql, doc, List.of(path.split("\\.")));
            }
            return doc;
        });
    }

    ObjectNode page(Kind kind, FormParams params) {
        long limit = params.whole("limit", 10);
        if (limit < 1 || limit > 100) {
            throw StripeFault.invalid("limit", "This value must be from 1 to 100.");
        }
        return store.read(sql -> {
            ObjectNode page = Documents.empty().put("object", "list").put("url", kind.url);
            ArrayNode data = page.putArray("data");
            List<ObjectNode> rows = rows(sql, kind, params, limit + 1);
            page.put("has_more", rows.size() > limit);
            for (ObjectNode doc : rows.subList(0, (int) Math.min(limit, rows.size()))) {
                for (String path : params.list("expand")) {
                    if (path.startsWith("data.")) {
                        expand(sql, doc, List.of(path.substring(5).split("\\.")));
                    }
                }
                data.add(doc);
            }
            return page;
        });
    }

    private List<ObjectNode> rows(Sql sql, Kind kind, FormParams params, long limit) throws SQLException {
        var query = new StringBuilder("select doc from " + kind.table + " where 1 = 1");
        var values = new ArrayList<Object>();
        if (params.find("starting_after").isPresent()) {
            query.append(" and seq < ?");
            values.add(seq(sql, kind, params.get("starting_after")));
        }
        Optional<String> intent = params.find("payment_intent");
        if (intent.isPresent() && kind != Kind.INTENT) {
            query.append(" and intent = ?");
            values.add(intent.get());
        }
        query.append(" order by seq desc limit ?");
        values.add(limit);
        return sql.list(query.toString(), row -> ProcessorStore.object(row.getString(1)), values.toArray());
    }

    private static long seq(Sql sql, Kind kind, String id) throws SQLException {
        return sql.find("select seq from " + kind.table + " where id = ?", row -> row.getLong(1), id)
                .orElseThrow(() -> StripeFault.noSuch(kind.object, id, "starting_after"));
    }

    private void expand(Sql sql, ObjectNode doc, List<String> path) throws SQLException {
        String field = path.getFirst();
        if (!doc.has(field)) {
            throw StripeFault.invalid("expand", "This property cannot be expanded (" + field + ").");
        }
        JsonNode held = doc.path(field);
        if (held.isString()) {
            var kind = kindOf(held.stringValue());
            if (kind.isEmpty()) {
                throw StripeFault.invalid("expand", "This property cannot be expanded (" + field + ").");
            }
            held = store.document(sql, kind.get().table, held.stringValue()).orElseThrow();
            doc.set(field, held);
        }
        if (path.size() > 1 && held instanceof ObjectNode deeper) {
            expand(sql, deeper, path.subList(1, path.size()));
        }
    }

    private static Optional<Kind> kindOf(String id) {
        if (id.startsWith("pi_")) {
            return Optional.of(Kind.INTENT);
        }
        return id.startsWith("ch_") ? Optional.of(Kind.CHARGE) : Optional.empty();
    }
}
