package io.throughline.sandbox.ledger;

import static io.throughline.sandbox.faults.FaultKind.LEDGER_ANSWERED_TWICE;
import static io.throughline.sandbox.faults.FaultKind.LEDGER_ANSWER_LOST;
import static io.throughline.sandbox.faults.FaultKind.LEDGER_CUT;
import static io.throughline.sandbox.faults.FaultKind.LEDGER_HANG;
import static io.throughline.sandbox.faults.FaultKind.LEDGER_SLOW;
import static io.throughline.sandbox.faults.FaultKind.LEDGER_UNAVAILABLE;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.throughline.sandbox.faults.Faults;
import io.throughline.sandbox.faults.Wire;
import io.throughline.sandbox.ledger.PostingOutcome.KeyReused;
import io.throughline.sandbox.ledger.PostingOutcome.Posted;
import io.throughline.sandbox.ledger.PostingOutcome.PostedBefore;
import io.throughline.sandbox.ledger.PostingOutcome.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The ledger's wire. Everything it decides is decided in [LedgerStore#post]; here it is only read and answered.
final class LedgerApi {
    private static final int LARGEST_BODY = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final LedgerStore store;
    private final InstantSource clock;
    private final Faults faults;
    private final ReentrantLock loading = new ReentrantLock();

    LedgerApi(LedgerStore store, InstantSource clock, Faults faults) {
        this.store = store;
        this.clock = clock;
        this.faults = faults;
    }

    void register(JavalinDefaultRoutingApi routes) {
        routes.post("/ledger/v1/accounts:load", this::load);
        routes.get("/ledger/v1/accounts/{id}", this::account);
        routes.post("/ledger/v1/postings", this::post);
        routes.get("/ledger/v1/postings", this::postings);
        routes.get("/ledger/v1/totals", ctx -> json(ctx, 200, JSON.valueToTree(store.totals())));
    }

    private void load(Context ctx) throws IOException {
        // Added and changed are told apart by counting the accounts before and after, so one load at a time.
        loading.lock();
        try {
            var load = new AccountLoad(store);
            boolean csv = String.valueOf(ctx.contentType()).contains("csv");
            var in = ctx.req().getInputStream();
            json(ctx, 200, JSON.valueToTree(csv ? load.csv(in) : load.ndjson(in)));
        } catch (AccountLoad.Broken e) {
            problem(ctx, 400, "file-unreadable", String.valueOf(e.getMessage()));
        } finally {
            loading.unlock();
        }
    }

    private void account(Context ctx) {
        if (!isUp(ctx)) {
            return;
        }
        store.account(ctx.pathParam("id"))
                .ifPresentOrElse(
                        account -> json(ctx, 200, view(account)),
                        () -> problem(ctx, 404, "account-unknown", "no such account"));
    }

    private void post(Context ctx) throws IOException {
        String key = ctx.header("Idempotency-Key");
        if (key == null || key.isBlank() || key.length() > 255) {
            problem(ctx, 400, "key-missing", "the header Idempotency-Key is needed, at most 255 characters");
            return;
        }
        byte[] body = ctx.req().getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            problem(ctx, 413, "body-too-large", "a posting has at most 64 KB");
            return;
        }
        JsonNode read = read(body);
        if (read == null) {
            problem(ctx, 400, "body-unreadable", "the body is not a JSON object");
            return;
        }
        if (!isUp(ctx)) {
            return;
        }
        if (faults.strikes(LEDGER_HANG)) {
            faults.hold(faults.between(Duration.ofSeconds(2), Duration.ofSeconds(5)));
        }
        answer(ctx, store.post(key, PostingRequest.of(read), clock.instant()));
    }

    private void answer(Context ctx, PostingOutcome outcome) {
        switch (outcome) {
            case Posted(var posting) -> {
                if (faults.strikes(LEDGER_CUT)) {
                    Wire.cut(ctx);
                } else if (faults.strikes(LEDGER_ANSWER_LOST)) {
                    unavailable(ctx);
                } else {
                    json(ctx, 201, receipt(posting));
                }
            }
            case PostedBefore(var posting) -> {
                faults.noticed(LEDGER_ANSWERED_TWICE);
                json(ctx, 200, receipt(posting));
            }
            case KeyReused() -> problem(ctx, 409, "key-reused", "this key was used with another body");
            case Refused(var code, var message) -> problem(ctx, 422, code, message);
        }
    }

    private void postings(Context ctx) {
        if (!isUp(ctx)) {
            return;
        }
        String key = ctx.queryParam("key");
        if (key != null) {
            list(ctx, store.byKey(key));
            return;
        }
        long after = number(ctx.queryParam("after"), 0);
        long limit = number(ctx.queryParam("limit"), 100);
        if (after < 0 || limit < 1) {
            problem(ctx, 400, "page-unreadable", "after and limit are whole numbers");
            return;
        }
        list(ctx, store.after(after, (int) Math.min(limit, 1_000)));
    }

    private boolean isUp(Context ctx) {
        if (faults.strikes(LEDGER_UNAVAILABLE)) {
            unavailable(ctx);
            return false;
        }
        if (faults.strikes(LEDGER_SLOW)) {
            faults.hold(faults.between(Duration.ofMillis(200), Duration.ofMillis(900)));
        }
        return true;
    }

    private static void unavailable(Context ctx) {
        ctx.header("Retry-After", "1");
        problem(ctx, 503, "unavailable", "the ledger is overloaded, try again");
    }

    private ObjectNode view(Account account) {
        return JSON.createObjectNode()
                .put("id", account.id())
                .put("customerId", account.customerId())
                .put("creditor", account.creditor())
                .put("currency", account.currency())
                .put("balanceMinor", account.balanceMinor())
                .put("originalBalanceMinor", account.originalBalanceMinor())
                .put("dueDate", account.dueDate().toString())
                .put("daysPastDue", account.daysPastDue(clock.instant()))
                .put("brokenPromises", account.brokenPromises())
                .put("status", account.status());
    }

    private static ObjectNode receipt(Posting posting) {
        return JSON.createObjectNode()
                .put("receipt", posting.receipt())
                .put("postedAt", posting.postedAt().toString());
    }

    private static void list(Context ctx, List<Posting> postings) {
        var items = JSON.createArrayNode();
        for (var posting : postings) {
            items.add(JSON.createObjectNode()
                    .put("seq", posting.seq())
                    .put("key", posting.key())
                    .put("operation", posting.operation())
                    .put("account", posting.account())
                    .put("amountMinor", posting.amountMinor())
                    .put("currency", posting.currency())
                    .put("receipt", posting.receipt())
                    .put("postedAt", posting.postedAt().toString())
                    .set("body", JSON.readTree(posting.body())));
        }
        json(ctx, 200, items);
    }

    private static @Nullable JsonNode read(byte[] body) {
        try {
            JsonNode read = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            return read.isObject() ? read : null;
        } catch (JacksonException _) {
            return null;
        }
    }

    private static long number(@Nullable String written, long otherwise) {
        if (written == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(written);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private static void problem(Context ctx, int status, String code, String message) {
        json(ctx, status, JSON.valueToTree(Map.of("code", code, "message", message)));
    }

    private static void json(Context ctx, int status, JsonNode body) {
        ctx.status(status).contentType("application/json").result(JSON.writeValueAsString(body));
    }
}
