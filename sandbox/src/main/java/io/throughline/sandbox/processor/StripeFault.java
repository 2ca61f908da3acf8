package io.throughline.sandbox.processor;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A call that was not carried out, said in Stripe's words. Nothing of it is kept.
final class StripeFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final @Nullable String code;
    private final @Nullable String param;

    private StripeFault(int status, String type, @Nullable String code, String message, @Nullable String param) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
    }

    static StripeFault missing(String param) {
        return new StripeFault(
                400, "invalid_request_error", "parameter_missing", "Missing required param: " + param + ".", param);
    }

    static StripeFault invalid(String param, String message) {
        return new StripeFault(400, "invalid_request_error", "parameter_invalid", message, param);
    }

    static StripeFault noSuch(String what, String id, String param) {
        return new StripeFault(
                404, "invalid_request_error", "resource_missing", "No such " + what + ": '" + id + "'", param);
    }

    static StripeFault state(String code, String message) {
        return new StripeFault(400, "invalid_request_error", code, message, null);
    }

    static StripeFault unauthorized() {
        return new StripeFault(401, "invalid_request_error", null, "Invalid API Key provided.", null);
    }

    static StripeFault keyReused(String key) {
        return new StripeFault(
                400,
                "idempotency_error",
                null,
                "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a"
                        + " key other than '" + key + "' if you meant to execute a different request.",
                null);
    }

    static StripeFault keyInUse(String key) {
        return new StripeFault(
                409,
                "idempotency_error",
                "idempotency_key_in_use",
                "There is currently another in-progress request using this Idempotent Key '" + key + "'.",
                null);
    }

    static StripeFault ours() {
        return new StripeFault(500, "api_error", null, "An unknown error occurred.", null);
    }

    static StripeFault unknownUrl(String method, String path) {
        return new StripeFault(
                404, "invalid_request_error", null, "Unrecognized request URL (" + method + ": " + path + ").", null);
    }

    int status() {
        return status;
    }

    ObjectNode body(String requestId) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        ObjectNode error = body.putObject("error");
        if (code != null) {
            error.put("code", code);
            error.put("doc_url", "https://stripe.com/docs/error-codes/" + code.replace('_', '-'));
        }
        error.put("message", getMessage());
        if (param != null) {
            error.put("param", param);
        }
        error.put("request_log_url", "https://dashboard.stripe.com/test/logs/" + requestId);
        error.put("type", type);
        return body;
    }
}
