package io.throughline.platform.desk;

import io.throughline.platform.access.ApiProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// A second click, or a retry after a lost answer, gets the answer of the first.
@Component
class Once {
    static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 100;
    private static final int LOOKS = 200;
    private static final Duration LOOK = Duration.ofMillis(25);
    private final OnceStore store;
    private final FloorSignals signals;
    private final JsonMapper json;

    Once(OnceStore store, FloorSignals signals, JsonMapper json) {
        this.store = store;
        this.signals = signals;
        this.json = json;
    }

    /// Does the work, or gives the answer that was given for this key before.
    ///
    /// @param key null: the caller does not ask for it
    /// @param request what is asked for; another with the same key is refused
    <T> T answer(String person, @Nullable String key, String request, Class<T> type, Supplier<T> work) {
        if (key == null || key.isBlank()) {
            return work.get();
        }
        if (key.length() > LONGEST) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "desk.field", HEADER + " has up to " + LONGEST + " characters.");
        }
        var hash = hash(request);
        for (int look = 0; look < LOOKS; look++) {
            if (store.begin(person, key, hash)) {
                return first(person, key, work);
            }
            var known = store.find(person, key, hash);
            if (known.isPresent() && !known.get().isSame()) {
                throw new ApiProblem(
                        HttpStatus.CONFLICT, "request.key-reused", "This key was used for another request.");
            }
            if (known.isPresent() && known.get().status() != null) {
                return again(known.get(), type);
            }
            pause();
        }
        throw new ApiProblem(HttpStatus.SERVICE_UNAVAILABLE, "desk.moving", "The first request still runs; ask again.");
    }

    private <T> T first(String person, String key, Supplier<T> work) {
        try {
            var answer = work.get();
            store.end(person, key, HttpStatus.OK.value(), json.writeValueAsString(answer));
            return answer;
        } catch (ApiProblem problem) {
            var status = problem.getStatusCode();
            if (status.is5xxServerError()) {
                store.forget(person, key);
            } else {
                store.end(person, key, status.value(), json.writeValueAsString(told(problem)));
            }
            throw problem;
        } catch (RuntimeException fault) {
            store.forget(person, key);
            throw fault;
        }
    }

    private static Map<String, Object> told(ApiProblem problem) {
        var told = new LinkedHashMap<String, Object>();
        told.put("detail", String.valueOf(problem.getBody().getDetail()));
        told.put("more", Objects.requireNonNullElse(problem.getBody().getProperties(), Map.of()));
        return told;
    }

    private <T> T again(OnceStore.Known known, Class<T> type) {
        var tree = json.readTree(known.answer());
        var status = HttpStatus.valueOf(Objects.requireNonNull(known.status()));
        if (status == HttpStatus.OK) {
            return json.treeToValue(tree, type);
        }
        var more = new LinkedHashMap<String, Object>();
        tree.path("more").properties().forEach(one -> more.put(one.getKey(), one.getValue()));
        var code = tree.path("more").path("code").asString("");
        more.remove("code");
        throw new ApiProblem(status, code, tree.path("detail").asString(""), more);
    }

    private void pause() {
        try {
            signals.awaitDecided(signals.timesDecided(), LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiProblem(HttpStatus.SERVICE_UNAVAILABLE, "desk.moving", "Ask again.");
        }
    }

    private static byte[] hash(String request) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
