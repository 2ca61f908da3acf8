package io.throughline.sandbox.processor;

import static io.throughline.sandbox.faults.FaultKind.PROCESSOR_ERROR;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.throughline.sandbox.faults.Faults;
import io.throughline.sandbox.processor.Reads.Kind;
import io.throughline.sandbox.store.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Base64;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The merchant's side: the endpoints of Stripe's API that a hosted checkout and its reconciliation need.
final class StripeApi {
    /// The version that is spoken when a request names none.
    static final String VERSION = "2026-07-29.dahlia";

    private static final int LARGEST_BODY = 256 * 1024;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ProcessorSettings settings;
    private final Checkout checkout;
    private final Intents intents;
    private final Reads reads;
    private final Calls calls;
    private final Ids ids;
    private final Faults faults;

    StripeApi(
            ProcessorSettings settings,
            Checkout checkout,
            Intents intents,
            Reads reads,
            Calls calls,
            Ids ids,
            Faults faults) {
        this.settings = settings;
        this.checkout = checkout;
        this.intents = intents;
        this.reads = reads;
        this.calls = calls;
        this.ids = ids;
        this.faults = faults;
    }

    /// One request on its way: who asks is settled, what is asked is read.
    private record Call(Context ctx, FormParams params, String version, String requestId) {
        String id() {
            return ctx.pathParam("id");
        }
    }

    @FunctionalInterface
    private interface Change {
        Answer in(Sql sql, Call call) throws SQLException;
    }

    void register(JavalinDefaultRoutingApi routes) {
        change(
                routes,
                "/v1/checkout/sessions",
                (sql, call) ->
                        new Answer(200, checkout.create(sql, call.params(), origin(call.ctx()), call.version())));
        change(
                routes,
                "/v1/checkout/sessions/{id}/expire",
                (sql, call) -> new Answer(200, checkout.expire(sql, call.id())));
        change(
                routes,
                "/v1/payment_intents",
                (sql, call) -> intents.create(sql, call.params(), call.version(), call.requestId()));
        change(
                routes,
                "/v1/payment_intents/{id}/confirm",
                (sql, call) -> intents.confirm(sql, call.id(), call.params(), call.requestId()));
        change(routes, "/v1/payment_intents/{id}/cancel", (sql, call) -> intents.cancel(sql, call.id(), call.params()));
        for (Kind kind : Kind.values()) {
            read(routes, kind.url, call -> reads.page(kind, call.params()));
            read(routes, kind.url + "/{id}", call -> reads.one(kind, call.id(), call.params()));
        }
        routes.get("/v1/<rest>", this::unknown);
        routes.post("/v1/<rest>", this::unknown);
        routes.delete("/v1/<rest>", this::unknown);
    }

    private void change(JavalinDefaultRoutingApi routes, String path, Change change) {
        routes.post(
                path,
                ctx -> answer(ctx, call -> {
                    if (faults.strikes(PROCESSOR_ERROR)) {
                        throw StripeFault.ours();
                    }
                    var told = calls.once(
                            ctx.header("Idempotency-Key"),
                            fingerprint(ctx.path() + " " + call.params().canonical()),
                            sql -> change.in(sql, call));
                    if (told.replayed()) {
                        ctx.header("Idempotent-Replayed", "true");
                    }
                    return told.answer();
                }));
    }

    private void read(JavalinDefaultRoutingApi routes, String path, Function<Call, ObjectNode> read) {
        routes.get(
                path,
                ctx -> answer(ctx, call -> {
                    if (faults.strikes(PROCESSOR_ERROR)) {
                        throw StripeFault.ours();
                    }
                    checkout.expireOverdue();
                    return new Answer(200, read.apply(call));
                }));
    }

    private void unknown(Context ctx) throws IOException {
        answer(ctx, _ -> {
            throw StripeFault.unknownUrl(ctx.method().name(), ctx.path());
        });
    }

    private void answer(Context ctx, Function<Call, Answer> work) throws IOException {
        String requestId = ids.passing("req_");
        String version = ctx.header("Stripe-Version") == null ? VERSION : String.valueOf(ctx.header("Stripe-Version"));
        ctx.header("Request-Id", requestId);
        ctx.header("Stripe-Version", version);
        String key = ctx.header("Idempotency-Key");
        if (key != null) {
            ctx.header("Idempotency-Key", key);
        }
        try {
            authorize(ctx);
            if (key != null && (key.isBlank() || key.length() > 255)) {
                throw StripeFault.invalid("Idempotency-Key", "Idempotency keys have at most 255 characters.");
            }
            Answer answer = work.apply(new Call(ctx, params(ctx), version, requestId));
            json(ctx, answer.status(), answer.body());
        } catch (StripeFault fault) {
            json(ctx, fault.status(), fault.body(requestId));
        }
    }

    private void authorize(Context ctx) {
        String header = ctx.header("Authorization");
        String given = "";
        if (header != null && header.startsWith("Bearer ")) {
            given = header.substring(7).strip();
        } else if (header != null && header.startsWith("Basic ")) {
            given = user(header.substring(6).strip());
        }
        if (!MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), settings.secretKey().getBytes(StandardCharsets.UTF_8))) {
            throw StripeFault.unauthorized();
        }
    }

    private static String user(String basic) {
        try {
            return new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":", 2)[0];
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static FormParams params(Context ctx) throws IOException {
        if (ctx.method().name().equals("GET")) {
            return FormParams.of(ctx.queryString());
        }
        byte[] body = ctx.req().getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw StripeFault.invalid("", "The request is too large.");
        }
        return FormParams.of(new String(body, StandardCharsets.UTF_8));
    }

    private static String origin(Context ctx) {
        return ctx.scheme() + "://" + ctx.host();
    }

    private static String fingerprint(String text) {
        return Signature.digest(text);
    }

    private static void json(Context ctx, int status, ObjectNode body) {
        ctx.status(status).contentType("application/json").result(JSON.writeValueAsString(body));
    }
}
